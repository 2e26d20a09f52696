internal import Synchronization
internal import TallyPostgres
internal import TallyServer
internal import Tallystick

extension SiteHost {
  /// Whether every record can be shown.
  func health() async -> HTTPResponse {
    let fields = [HTTPField("Cache-Control", "no-store")]
    for record in records {
      do {
        _ = try await record.head()
      } catch {
        return HTTPResponse(status: 503, text: "a record cannot be shown\n", headers: fields)
      }
    }
    return HTTPResponse(status: 200, text: "ok\n", headers: fields)
  }

  /// The numbers in the text format of Prometheus.
  func metrics() async -> HTTPResponse {
    var lines = [
      "# HELP tally_requests_total Answers by status.", "# TYPE tally_requests_total counter",
    ]
    let counts = counts.withLock { $0 }
    lines += counts.sorted { $0.key < $1.key }.map {
      "tally_requests_total{status=\"\($0.key)\"} \($0.value)"
    }
    lines += [
      "# HELP tally_streams Streams that are open.", "# TYPE tally_streams gauge",
      "tally_streams \(streams.number)",
    ]
    var numbers: [(name: String, numbers: ServedRecord.Numbers)] = []
    for record in records { numbers.append((record.name, await record.numbers())) }
    func add(
      _ name: String, _ kind: String, _ help: String, _ value: (ServedRecord.Numbers) -> Int64
    ) {
      lines += ["# HELP tally_\(name) \(help)", "# TYPE tally_\(name) \(kind)"]
      lines += numbers.map { "tally_\(name){record=\"\($0.name)\"} \(value($0.numbers))" }
    }
    let now = Clock.now().microseconds
    func age(_ instant: Instant?) -> Int64 {
      instant.map { max(0, (now - $0.microseconds) / 1_000_000) } ?? 0
    }
    add("up", "gauge", "Whether the record can be shown.") { $0.isWell ? 1 : 0 }
    add("events", "gauge", "Events of the record.") { Int64($0.size) }
    add("events_covered", "gauge", "Events that the last checkpoint covers.") { Int64($0.covered) }
    add("last_event_age_seconds", "gauge", "Since when the last event is recorded.") {
      age($0.recorded)
    }
    add(
      "covered_event_age_seconds", "gauge",
      "Since when the last event is recorded that a checkpoint covers."
    ) { age($0.signed) }
    add("cosignatures", "gauge", "Witnesses that cosigned the last checkpoint.") {
      Int64($0.cosignatures)
    }
    let inDatabases = numbers.compactMap { one in one.numbers.server.map { (one.name, $0) } }
    func addServer(_ name: String, _ help: String, _ value: (DatabaseServer) -> Int?) {
      lines += ["# HELP tally_\(name) \(help)", "# TYPE tally_\(name) gauge"]
      lines += inDatabases.compactMap { one in
        value(one.1).map { "tally_\(name){record=\"\(one.0)\"} \($0)" }
      }
    }
    if !inDatabases.isEmpty {
      addServer("on_standby", "Whether the server is a standby itself.") { $0.isStandby ? 1 : 0 }
      addServer("standbys", "Standbys that are connected to the server.") { $0.standbys.count }
      addServer("standbys_confirming", "Standbys for which an append waits.") { server in
        server.standbys.count { $0.role == "sync" || $0.role == "quorum" }
      }
      addServer("standby_behind_bytes", "How far the standby that is furthest behind is.") {
        $0.standbys.compactMap(\.behind).max()
      }
    }
    add("pages_made_total", "counter", "Answers that were worked out.") { Int64($0.made) }
    add("pages_kept_total", "counter", "Answers that were there already.") { Int64($0.kept) }
    add("kept_bytes", "gauge", "Bytes of answers that are kept.") { Int64($0.bytesKept) }
    return HTTPResponse(
      status: 200, text: lines.joined(separator: "\n") + "\n",
      type: "text/plain; version=0.0.4; charset=utf-8",
      headers: [HTTPField("Cache-Control", "no-store")])
  }
}
