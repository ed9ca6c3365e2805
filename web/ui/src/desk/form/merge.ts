/** What two people made of one form, put together field by field (a three-way merge). */

export type Form = Record<string, unknown>;

/** Fields that mean something only together, and are of one version where both changed them. */
export interface Tied {
  fields: readonly string[];
  /** Whether a change of one and a change of another collide, too. */
  whole?: boolean;
}

/** A field, or several that are tied, that both changed, and otherwise. */
export interface Difference {
  name: string;
  paths: Path[];
  mine: Form;
  theirs: Form;
}

type Path = [field: string, member?: string];

/**
 * Gives theirs with what mine changed of base, and where both changed the same otherwise: there theirs stands. All three are of
 * one form. Texts by language, and other records, are merged by their members, lists by their rows.
 */
export function mergeForms(base: Form, mine: Form, theirs: Form, tied: Record<string, Tied> = {}): { merged: Form; differences: Difference[] } {
  let merged = { ...theirs };
  const differences: Difference[] = [];
  for (const { name, paths, whole } of unitsOf([base, mine, theirs], tied)) {
    if (paths.every((p) => same(get(base, p), get(mine, p)))) continue;
    const untouched = paths.every((p) => same(get(base, p), get(theirs, p)));
    const values = paths.map((p) => (untouched ? { value: get(mine, p) } : whole ? agreed(get(mine, p), get(theirs, p)) : mergeValue(get(base, p), get(mine, p), get(theirs, p))));
    if (values.some((v) => v === undefined)) differences.push({ name, paths, mine, theirs });
    else paths.forEach((p, i) => (merged = put(merged, p, values[i]!.value)));
  }
  return { merged, differences };
}

/** Gives a form in which one's own version of a difference stands. */
export function takeMine(form: Form, { paths, mine }: Difference): Form {
  return paths.reduce((out, p) => put(out, p, get(mine, p)), form);
}

interface Unit {
  name: string;
  paths: Path[];
  whole: boolean;
}

function unitsOf(forms: Form[], tied: Record<string, Tied>): Unit[] {
  const bound = new Set(Object.values(tied).flatMap((t) => t.fields));
  const free = [...new Set(forms.flatMap(Object.keys))].filter((field) => !bound.has(field));
  return [
    ...Object.entries(tied).map(([name, t]) => ({ name, paths: t.fields.map((f): Path => [f]), whole: t.whole ?? false })),
    ...free.flatMap((field) => membersOf(field, forms).map((path) => ({ name: path.join('.'), paths: [path], whole: false }))),
  ];
}

/** The members of a field that is a record in each form that has it; the field itself of any other. */
function membersOf(field: string, forms: Form[]): Path[] {
  const values = forms.map((f) => f[field]).filter((v) => !isNothing(v));
  if (values.length === 0 || !values.every(isRecord)) return [[field]];
  return [...new Set(values.flatMap(Object.keys))].map((member) => [field, member]);
}

/** What both say; nothing where they say different things. */
function agreed(mine: unknown, theirs: unknown): { value: unknown } | undefined {
  return same(mine, theirs) ? { value: theirs } : undefined;
}

/** Gives nothing where both changed the same. */
function mergeValue(base: unknown, mine: unknown, theirs: unknown): { value: unknown } | undefined {
  if (same(base, mine)) return { value: theirs };
  if (same(base, theirs)) return { value: mine };
  if (same(mine, theirs)) return { value: theirs };
  if (Array.isArray(mine) && Array.isArray(theirs)) return mergeRows(Array.isArray(base) ? base : [], mine, theirs);
  return undefined;
}

/** Merges lists by their rows: theirs, without the rows that only mine took out, and with those that only mine has. */
function mergeRows(base: unknown[], mine: unknown[], theirs: unknown[]): { value: unknown[] } | undefined {
  const [was, own, other] = [base, mine, theirs].map((rows) => new Map(rows.map((r) => [keyOf(r), r]))) as [Rows, Rows, Rows];
  // An order that was changed by hand is none to merge; nor is a list in which two rows cannot be told apart.
  if (!same(orderIn(own, was), orderIn(was, own)) || own.size < mine.length || other.size < theirs.length) return undefined;
  const out: unknown[] = [];
  for (const key of new Set([...other.keys(), ...own.keys()])) {
    const row = mergeValue(was.get(key), own.get(key), other.get(key));
    if (!row) return undefined;
    if (!isNothing(row.value)) out.push(row.value);
  }
  return { value: out };
}

type Rows = Map<string, unknown>;

function orderIn(rows: Rows, also: Rows): string[] {
  return [...rows.keys()].filter((key) => also.has(key));
}

/** What a row of a list is known by: its id; a picture is known by its hash, and any other row by all that it says. */
function keyOf(row: unknown): string {
  if (!isRecord(row)) return JSON.stringify(row);
  return String(row['id'] || row['hash'] || JSON.stringify(sorted(row)));
}

function get(form: Form, [field, member]: Path): unknown {
  const value = form[field];
  return member === undefined ? value : isRecord(value) ? value[member] : undefined;
}

function put(form: Form, [field, member]: Path, value: unknown): Form {
  if (member !== undefined) value = put(isRecord(form[field]) ? (form[field] as Form) : {}, [member], value);
  const out = { ...form, [field]: value };
  if (value === undefined) delete out[field];
  return out;
}

function isRecord(value: unknown): value is Form {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Whether two values say the same whatever the order of their members; nothing, null and the empty are alike. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (isNothing(value)) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(sorted);
  if (!isRecord(value)) return value;
  const members = Object.keys(value).sort().map((name) => [name, sorted(value[name])] as const).filter(([, v]) => v !== null);
  return members.length === 0 ? null : Object.fromEntries(members);
}
