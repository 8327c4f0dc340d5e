// da-run's entry point.
import manifest from "../../package.json" with { type: "json" };

process.stdout.write(`${manifest.version}\n`);
