/** Tags whose base code was seen twice, and `ignored`: to be said on the next hit that leaves, of that tag. */
export const news = new Set<string>();
