import Foundation
import Testing

/// A published folder behind nginx, with the configuration that the manual gives.
@Suite(.enabled(if: Nginx.isThere, "nginx is not installed"))
struct NginxTests {
  /// The server of the manual, which listens at `$port` of loopback and shows `$PWD/public`.
  private static func configuration() throws -> String {
    let page = try String(
      contentsOfFile: "\(Project.root)/Sources/Tallystick/Documentation.docc/Publishing.md",
      encoding: .utf8)
    let block = try #require(
      page.components(separatedBy: "```nginx\n").dropFirst().first?
        .components(separatedBy: "```\n").first)
    try #require(block.contains("listen 443 ssl;") && block.contains("root /srv/www/public;"))
    return block.replacing("listen 443 ssl;", with: "listen 127.0.0.1:PORT reuseport;")
      .replacing("root /srv/www/public;", with: "root FOLDER/public;")
  }

  @Test(.waiting) func `it verifies as a log, and each file has its type and its safe header`()
    throws
  {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.link(Project.root + "/events")
      try folder.write(Array(try Self.configuration().utf8), to: "server.conf")
      let ending = try folder.shell(
        """
        PATH=$PATH:/usr/sbin
        (tally init --origin signed.test/r --test-clock 2026-11-23T12:00:00Z &&
          tally append events/istanbul-2025/article.jsonl && tally checkpoint &&
          tally site public) > made 2>&1 || cat made
        # A socket that is bound keeps the port, and gets no connection.
        python3 -u -c 'import socket, time
        s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        s.bind(("127.0.0.1", 0)); print(s.getsockname()[1]); time.sleep(600)' > port &
        held=$!
        while [ ! -s port ]; do sleep 0.05; done
        port=$(cat port)
        { echo "daemon off; master_process off; pid $PWD/nginx.pid; error_log $PWD/errors;"
          echo "events {} http { access_log off; client_body_temp_path $PWD/t1;"
          echo "proxy_temp_path $PWD/t2; fastcgi_temp_path $PWD/t3; uwsgi_temp_path $PWD/t4;"
          echo "scgi_temp_path $PWD/t5;"
          sed "s|PORT|$port|; s|FOLDER|$PWD|" server.conf; echo '}'; } > nginx.conf
        chmod a+rx . ..
        nginx -e "$PWD/errors" -c "$PWD/nginx.conf" > nginx.out 2>&1 &
        server=$!
        trap 'kill $server $held; wait' EXIT
        url=http://127.0.0.1:$port
        for i in $(seq 200); do
          curl -sS -o /dev/null $url/ 2> /dev/null && break
          kill -0 $server || { cat nginx.out errors; break; }; sleep 0.05
        done
        python3 '\(Project.tests)/TilesLog/read_log.py' $url signed.test/r | cut -d ' ' -f 1
        for path in / /totals/ /totals.csv /totals.json /site.css /site.js /feed/events.atom \
          /checkpoint /tile/0/000.p/45 /event/12/event-12.tlog-proof /log.vkey; do
          curl -sS -I $url$path | tr -d '\\r' > head
          echo "$path $(sed -n 's/^Content-Type: //p' head) $(grep -c "frame-ancestors\\|nosniff" head) \
        $(sed -n 's/^Cache-Control: //p' head)"
        done
        curl -sS -o e.json $url/event/12/event-12.json -o e.tlog-proof $url/event/12/event-12.tlog-proof
        mv e.json event-12.json; mv e.tlog-proof event-12.tlog-proof
        tally verify event-12.tlog-proof > verified 2>&1; echo "verified $?"
        curl -sS -o /dev/null -w '%{http_code}\\n' $url/nothing
        """)
      #expect(
        ending.lines.map { $0.trimmingCharacters(in: .whitespaces) } == [
          "45", "/ text/html; charset=utf-8 2", "/totals/ text/html; charset=utf-8 2",
          "/totals.csv text/csv; charset=utf-8 2", "/totals.json application/json 2",
          "/site.css text/css; charset=utf-8 2", "/site.js text/javascript; charset=utf-8 2",
          "/feed/events.atom application/atom+xml; charset=utf-8 2",
          "/checkpoint text/plain; charset=utf-8 2 no-cache",
          "/tile/0/000.p/45 application/octet-stream 2 max-age=60",
          "/event/12/event-12.tlog-proof text/plain; charset=utf-8 2",
          "/log.vkey text/plain; charset=utf-8 2", "verified 0", "404",
        ], "\(ending.output)")
    }
  }
}

/// Debian's nginx.
private enum Nginx {
  /// Whether it is there.
  static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/sbin/nginx")
}
