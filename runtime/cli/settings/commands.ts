/** The one table of commands: running them and the help are made from it. */

export type CommandName =
  | "once"
  | "start"
  | "send"
  | "tail"
  | "status"
  | "trace"
  | "dead list"
  | "dead show"
  | "dead replay"
  | "waiting list"
  | "waiting release"
  | "forget"
  | "topics plan"
  | "topics apply"
  | "stores plan"
  | "stores apply";

export interface CommandEntry {
  readonly name: CommandName;
  readonly operands: string;
  readonly summary: string;
  readonly details: string;
  /** How many operands it takes. */
  readonly atLeast: number;
  readonly atMost: number;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "once",
    operands: "",
    summary: "feeds recorded events, runs until quiet, and stops",
    details: `Inputs are fed in the order given. With SOURCE= each line is one record of that source; without it each line is
{"source", "value", "key"?, "time"?}, the time in ms. A line that is no event is a dead letter; a line that names no
source of the pipeline ends the run, and what stands before it has been fed. A run with --data that was
interrupted goes on where it was when it is started again with the same input.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "start",
    operands: "",
    summary: "runs until told to stop",
    details: `Keeps its state and its topics in the data folder, which one process at a time may run on. SIGTERM and Ctrl-C finish
the work in hand; the next start goes on exactly there.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "send",
    operands: "SOURCE",
    summary: "writes events from stdin, one a line, to a source's topic",
    details: "They are durable when it ends. A pipeline that is running on the data folder handles them at once.",
    atLeast: 1,
    atMost: 1,
  },
  {
    name: "tail",
    operands: "[EVENT…]",
    summary: "follows events as JSON lines, all that the pipeline emits unless some are named",
    details: "Works beside a running pipeline, until it is told to stop.",
    atLeast: 0,
    atMost: Number.POSITIVE_INFINITY,
  },
  {
    name: "status",
    operands: "",
    summary: "tells lag, rates, what waits and what is dead, by source and handler, and by topic",
    details: `Works beside a running pipeline and on a data folder at rest. Rates are of one second, which it looks on. With
--format json it prints one object: {"pipeline", "readers": […], "topics": […]}, rates in records a second.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "trace",
    operands: "EVENT-ID",
    summary: "shows everything that came of one source event, as a tree",
    details: `Works beside a running pipeline and on a data folder at rest. The id may be that of any event in the tree. Rows are
told by asking each handler of the pipeline anew what it does with the event, without doing it; what a handler does
after it has looked at a row is not told, because that row may be another one now.`,
    atLeast: 1,
    atMost: 1,
  },
  {
    name: "dead list",
    operands: "",
    summary: "lists the dead letters",
    details: `Works beside a running pipeline and on a data folder at rest. What was replayed or forgotten is no dead letter any
more. With --format json, one object a line.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "dead show",
    operands: "LETTER",
    summary: "shows a dead letter with its bytes, headers, reason and position",
    details: "LETTER is what `dead list` calls it: HANDLER/PARTITION/OFFSET.",
    atLeast: 1,
    atMost: 1,
  },
  {
    name: "dead replay",
    operands: "[LETTER…]",
    summary: "handles dead letters again, under their old ids",
    details: `Each letter goes to the handler that it died of, and to nobody else; one that reached no handler goes to all that
handle its event. It is a dead letter no more; where it dies again, a new one is made. On a data folder at rest the
pipeline runs until nothing is left to do; a pipeline that is running takes them up within a second. A letter that still
cannot be read stays, and the exit status is 1.`,
    atLeast: 0,
    atMost: Number.POSITIVE_INFINITY,
  },
  {
    name: "waiting list",
    operands: "",
    summary: "lists events that wait for a row, and those that are held back",
    details: `Works beside a running pipeline and on a data folder at rest. What only queues behind a waiting event of its key is
counted beside that one. With --format json, one object a line.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "waiting release",
    operands: "[ID…]",
    summary: "ends waits as if their time were over, and lets out what is held back",
    details: `What waits is named by its number: its handler runs again, and where the row is still missing the \`else\` applies;
what queued behind goes on. What is held back is named by its id, or by --held: it leaves now. On a data folder
at rest the pipeline runs until nothing is left to do; one that is running takes it up within a second.`,
    atLeast: 0,
    atMost: Number.POSITIVE_INFINITY,
  },
  {
    name: "forget",
    operands: "FIELD=VALUE",
    summary: "removes a person from stores, waiting, held and dead events",
    details: `Of stores, the rows go in which a column of that name holds the value, and the value goes from \`distinct\` columns of
that name, which then count one less. Of events, those go that have a field of that name with that value, at any depth.
Topics keep their records: it says how many, and until when. Where the same value stands under other names is told, too.
Works beside a running pipeline and on a data folder at rest.`,
    atLeast: 1,
    atMost: 1,
  },
  {
    name: "topics plan",
    operands: "",
    summary: "tells how the topics on Kafka differ from what the pipeline needs",
    details: `Topics that are missing, partitions, replicas and settings that differ, topics of the pipeline's prefix that nobody
declares, and rights that are missing. Changes nothing. The exit status is 0 where there is nothing to do, and 1 where
there is. Topics that others own are made where they are missing, and left as they are where they are there.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "topics apply",
    operands: "",
    summary: "makes the topics on Kafka what the pipeline needs",
    details: `Does what \`topics plan\` tells. What would delete records is left out without --allow-data-loss, and partitions
are added to a topic whose events have keys only with --allow-order-loss: keys move to other partitions, and the
order of their events is lost where some are still to be read. The exit status is 1 where something is left to do.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "stores plan",
    operands: "",
    summary: "tells how the tables of stores differ from what the pipeline needs, with the SQL that puts it right",
    details: `Tables and columns that are new, have another name by \`was\`, mean something else, or are gone, in the PostgreSQL of
--store or in the data folder. Changes nothing. The exit status is 0 where there is nothing to do, and 1 where there is.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "stores apply",
    operands: "",
    summary: "makes the tables of stores what the pipeline needs",
    details: `Does what \`stores plan\` tells, all of it in one transaction. Where a part of it would delete data that is there, such as a
column that is gone or a key that has changed, nothing is done without --allow-data-loss. Stop the pipeline before.`,
    atLeast: 0,
    atMost: 0,
  },
];
