/// Proofs in files, read and made.
let target = ReaderLaws.proof
