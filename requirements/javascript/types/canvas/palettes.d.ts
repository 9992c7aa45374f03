/** The palettes that the build writes into the site: 256 colours each, three numbers a colour. */
export const palettes: Record<string, readonly number[]>;
