/// Signed notes, checkpoints, and keys as text.
let target = ReaderLaws.note
