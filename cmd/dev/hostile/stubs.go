package hostile

const layerFiles = "layer files"

func geometryAttacks() []attack { return nil }
func downloadAttacks() []attack { return nil }
func cacheAttacks() []attack    { return nil }
func requestAttacks() []attack  { return nil }
func streamAttacks() []attack   { return nil }
func slowAttacks() []attack     { return nil }
func editAttacks() []attack     { return nil }
func importAttacks() []attack   { return nil }
func hostAttacks() []attack     { return nil }
