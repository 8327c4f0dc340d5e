// Tests of a spec that wait, hold back and move the clock.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

/** A library: who borrows is reminded, once and again; a loan waits until the book is known. */
const LIBRARY = `pipeline library {
  hops: 6
}

source desk {
  topic: "desk"
  id:    id
  key:   reader
  unique: 1h
}

event book.lent from desk {
  reader: string
  book:   string
}

external store readers {
  key reader: string
  name: string
}

store books {
  key book: string
  title: string
  loans: sum of int
}

event book.reminded {
  key reader
  reader: string
  book:   string
  times:  int
}

event book.overdue {
  key reader
  reader: string
  times:  int
}

demux reminders on book.lent {
  emit book.reminded { reader, book, times: 1 } after 2m
}

dep again on book.reminded limit 2 when times < 3 {
  emit book.reminded { reader, book, times: times + 1 } after 2m
}

event loan.made {
  key reader
  reader: string
  book:   string
}

demux loans on book.lent {
  emit loan.made { reader, book }
}

event usage.loan.pages {
  key reader
  reader: string
  title:  string
  name:   string | null
  measure pages: int
}

dep titles on loan.made {
  require book = books(book) wait 30m else dead
  let person = readers(reader)
  emit usage.loan.pages { reader, title: book.title, name: person?.name ?? null, pages: length(book.title) }
}
`;

async function results(tests: string) {
  terminal.write("library.da", LIBRARY + tests);
  return terminal.run("test", "library.da");
}

const LENT = 'send book.lent { $id: "1", reader: "ann", book: "b1" }';

describe("time", () => {
  test("what falls due on the way happens at its own time, and what that holds back too", async () => {
    const { out } = await results(`
      test "reminders" {
        ${LENT}
        advance 119s
        expect no book.reminded
        advance 1s
        expect book.reminded { times: 1 }
        expect no book.reminded
        advance 3m59s
        expect book.reminded { times: 2 }
        expect no book.reminded
        advance 1s
        expect book.reminded { times: 3 }
        advance 1d
        expect no book.reminded
      }
      test "all at once" {
        ${LENT}
        advance 1h
        expect book.reminded { times: 1 }
        expect book.reminded { times: 2 }
        expect book.reminded { times: 3 }
        expect no book.reminded
      }
      test "a repeat is dropped for an hour" {
        ${LENT}
        ${LENT}
        expect loan.made
        expect no loan.made
        advance 61m
        ${LENT}
        expect loan.made
      }
    `);
    expect(out).toBe("✓ reminders\n✓ all at once\n✓ a repeat is dropped for an hour\n\n3 passed, 0 failed\n");
  });

  test("what waits goes on when its row is given, or is over at its time", async () => {
    const { out } = await results(`
      test "given" {
        given readers(reader: "ann") { name: "Ann" }
        ${LENT}
        expect waiting loan.made { reader: "ann" }
        expect no usage.loan.pages
        given books(book: "b2") { title: "Other" }
        expect no usage.loan.pages
        given books(book: "b1") { title: "Faust" }
        expect usage.loan.pages { title: "Faust", name: "Ann", pages: 5 }
      }
      test "over" {
        ${LENT}
        advance 29m59s
        expect waiting loan.made
        advance 1s
        expect dead loan.made { book: "b1" }
        expect no usage.loan.pages
      }
      test "each expectation takes one" {
        ${LENT}
        send book.lent { $id: "2", reader: "ben", book: "b1" }
        expect waiting loan.made { reader: "ben" }
        expect waiting loan.made
        given books(book: "b1") { title: "Faust" }
        expect usage.loan.pages { reader: "ben" }
        expect usage.loan.pages { reader: "ann" }
      }
    `);
    expect(out).toBe("✓ given\n✓ over\n✓ each expectation takes one\n\n3 passed, 0 failed\n");
  });
});

test("a failure tells what waits, and what is dead", async () => {
  const { exit, out } = await results(`test "early" {
  ${LENT}
  expect usage.loan.pages
}
test "late" {
  ${LENT}
  advance 1h
  expect waiting loan.made
}
test "twice" {
  ${LENT}
  expect waiting loan.made
  expect waiting loan.made
}
`);
  expect(exit).toBe(1);
  expect(out).toMatchInlineSnapshot(`
    "✗ early

    error: No \`usage.loan.pages\` came.
      --> library.da:74:3
       |
    74 |   expect usage.loan.pages
       |   ^^^^^^^^^^^^^^^^^^^^^^^
    What came:
      1 time \`loan.made\`
    Waiting:
      \`loan.made\` in \`titles\` for \`books(book: "b1")\`

    ✗ late

    error: No \`loan.made\` waits.
      --> library.da:79:3
       |
    79 |   expect waiting loan.made
       |   ^^^^^^^^^^^^^^^^^^^^^^^^
    Dead:
      \`loan.made\` in \`titles\` (dead): books has no row {"book":"b1"}

    ✗ twice

    error: No further \`loan.made\` waits: the one there is was taken by expectations before.
      --> library.da:84:3
       |
    84 |   expect waiting loan.made
       |   ^^^^^^^^^^^^^^^^^^^^^^^^

    0 passed, 3 failed
    "
  `);
});
