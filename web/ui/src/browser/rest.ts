/** Lets the browser do what waits, such as what the reader just did, before work goes on. */
export function rest(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
