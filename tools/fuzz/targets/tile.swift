/// Tiles, entry bundles, and their paths.
let target = ReaderLaws.tile
