/** Web Mercator (EPSG:3857) as package mercator of the server has it: positions in sides of the square, from its north-west corner. Pure. */

/** Where the square ends, in degrees north and south. */
export const MAX_LATITUDE = 85.0511287798066;

/** The position of a longitude in degrees. */
export function mercatorX(lon: number): number {
  return lon / 360 + 0.5;
}

/** The position of a latitude in degrees; latitudes beyond the square are on its edge. */
export function mercatorY(lat: number): number {
  const sin = Math.sin((Math.min(Math.max(lat, -MAX_LATITUDE), MAX_LATITUDE) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}
