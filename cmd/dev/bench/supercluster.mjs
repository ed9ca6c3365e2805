// What supercluster takes for the points and tiles of a run:
//
//   node --expose-gc supercluster.mjs points.bin tiles.txt
//
// points.bin holds longitude and latitude of each point as little-endian float64, tiles.txt
// an address z/x/y on each line. Prints one line of JSON. Times are in milliseconds; those
// called cpu are of user and system, with the threads of the collector. Then it serves the tiles at
// the address of that line, as /z/x/y, until it is interrupted.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import Supercluster from 'supercluster';
import vtpbf from 'vt-pbf';

const [pointsFile, tilesFile] = process.argv.slice(2);

function timed(work) {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const result = work();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { result, wall, cpu: (user + system) / 1000 };
}

function readPoints(file) {
  const bytes = readFileSync(file);
  const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const points = [];
  for (let i = 0; i < numbers.length; i += 2) {
    points.push({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [numbers[i], numbers[i + 1]] } });
  }
  return points;
}

const points = readPoints(pointsFile);
const tiles = readFileSync(tilesFile, 'utf8').trim().split('\n').map((line) => line.split('/').map(Number));
const loading = timed(() => new Supercluster({ radius: 40, extent: 512, maxZoom: 16 }).load(points));
const index = loading.result;
globalThis.gc();
const memory = process.memoryUsage().rss;

function sendable([z, x, y]) {
  const tile = index.getTile(z, x, y);
  return tile ? gzipSync(vtpbf.fromGeojsonVt({ clusters: tile }, { version: 2 })) : undefined;
}

const pass = () => tiles.reduce((bytes, tile) => bytes + (sendable(tile)?.length ?? 0), 0);
pass(); // so that the compiler is not measured
const answered = timed(pass);

const server = createServer((request, response) => {
  const tile = sendable(request.url.slice(1).split('/').map(Number));
  if (!tile) {
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': 'application/vnd.mapbox-vector-tile', 'Content-Encoding': 'gzip', 'Content-Length': tile.length,
  }).end(tile);
});

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({
  points: points.length, load_ms: loading.wall, load_cpu_ms: loading.cpu, memory,
  tiles: tiles.length, tiles_ms: answered.wall, tiles_cpu_ms: answered.cpu, tile_bytes: answered.result / tiles.length,
  address: `http://127.0.0.1:${server.address().port}`,
})));
process.on('SIGINT', () => process.exit(0));
