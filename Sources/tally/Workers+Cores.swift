internal import Dispatch
internal import Glibc
internal import Tallystick

extension Workers {
  /// Parts of a record are judged on all cores, while the next ones are read.
  static var allCores: Workers {
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    guard cores > 1 else { return .here }
    return Workers(atOnce: cores) { work in
      let group = DispatchGroup()
      DispatchQueue.global().async(group: group, execute: work)
      return { group.wait() }
    }
  }
}
