internal import TransparencyLog

/// The slider.
///
/// It goes over the days on which something was said, fetches the page of each, and shows it in the
/// place of the other. Without it every page is there all the same.
enum SiteScript {
  static let bytes = Array(text.utf8)

  private static let text = #"""
    "use strict";
    (() => {
      const form = document.getElementById("slider");
      if (!form) return;
      const root = new URL("../", new URL(form.getAttribute("action"), location.href));
      const cut = /^at\/(\d{4}-\d\d-\d\d)\//;
      const here = () => location.href.slice(root.href.length).split(/[?#]/)[0];
      let days = [];
      let asked;
      let timer;

      const place = () => {
        const found = cut.exec(here());
        if (!found) return days.length;
        const before = days.filter((one) => one.day <= found[1]);
        return Math.max(before.length - 1, 0);
      };
      const words = (at) => at < days.length
        ? `${days[at].name}: ${days[at].said}` : form.dataset.now;

      const show = async (at, day) => {
        clearTimeout(timer);
        asked?.abort();
        const mine = asked = new AbortController();
        const page = form.dataset.page;
        const base = day ? `at/${day}/` : "";
        document.body.classList.add("busy");
        try {
          let url = new URL(base + page, root);
          let answer = await fetch(url, { signal: mine.signal });
          if (!answer.ok) {
            url = new URL(base, root);
            answer = await fetch(url, { signal: mine.signal });
          }
          if (!answer.ok) throw new Error(`${answer.status}`);
          const text = await answer.text();
          const other = new DOMParser().parseFromString(text, "text/html");
          history.replaceState(null, "", url);
          for (const id of ["top", "steps", "page"]) {
            document.getElementById(id).replaceWith(other.getElementById(id));
          }
          document.title = other.title;
          const fresh = other.getElementById("slider");
          form.setAttribute("action", fresh.getAttribute("action"));
          form.dataset.page = fresh.dataset.page;
          document.getElementById("day").value = other.getElementById("day").value;
          form.dataset.day = day ?? "now";
          document.body.classList.remove("busy");
        } catch (error) {
          if (error.name === "AbortError") return;
          location.href = new URL(base + page, root);
        }
      };

      const begin = (list) => {
        days = list;
        if (days.length === 0) return;
        const range = document.createElement("input");
        range.type = "range";
        range.id = "range";
        range.min = "0";
        range.max = `${days.length}`;
        range.value = `${place()}`;
        range.setAttribute("aria-label", form.dataset.saidby);
        const said = document.createElement("output");
        said.htmlFor = "range";
        const tell = () => {
          const at = Number(range.value);
          range.setAttribute("aria-valuetext", words(at));
          said.textContent = words(at);
        };
        const go = () => {
          const at = Number(range.value);
          show(at, days[at]?.day);
        };
        range.addEventListener("input", () => {
          tell();
          clearTimeout(timer);
          timer = setTimeout(go, 120);
        });
        form.addEventListener("submit", (event) => {
          event.preventDefault();
          const wished = document.getElementById("day").value;
          const before = days.filter((one) => one.day <= wished);
          range.value = `${Math.max(before.length - 1, 0)}`;
          tell();
          go();
        });
        const box = document.createElement("div");
        box.className = "range";
        box.append(range, said);
        document.getElementById("steps").after(box);
        tell();
        form.dataset.day = days[Number(range.value)]?.day ?? "now";
      };

      fetch(new URL("days.json", root)).then((answer) => answer.ok ? answer.json() : [])
        .then(begin).catch(() => {});
    })();

    """#
}
