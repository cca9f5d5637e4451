package place

// Nation is the id of China, which words such as 全国 and "nationwide" name.
const Nation ID = "CN"
