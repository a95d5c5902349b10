package org.steelyard.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to run.
 *
 * @param rows of the large data sets
 * @param script R script to run beside, when {@code Rscript} is on the path
 * @param out file for the Markdown table
 */
record Options(int rows, int repeats, int replicates, int threads, Optional<Path> script, Optional<Path> out) {

    static Options parse(String[] args) {
        Options options = new Options(1_000_000, 3, 1000, 2, Optional.empty(), Optional.empty());
        for (int i = 0; i + 1 < args.length; i += 2) {
            options = options.with(args[i], args[i + 1]);
        }
        if (args.length % 2 == 1) {
            throw usage(args[args.length - 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--rows" -> new Options(Integer.parseInt(value), repeats, replicates, threads, script, out);
            case "--repeats" -> new Options(rows, Integer.parseInt(value), replicates, threads, script, out);
            case "--replicates" -> new Options(rows, repeats, Integer.parseInt(value), threads, script, out);
            case "--threads" -> new Options(rows, repeats, replicates, Integer.parseInt(value), script, out);
            case "--r" -> new Options(rows, repeats, replicates, threads, Optional.of(Path.of(value)), out);
            case "--out" -> new Options(rows, repeats, replicates, threads, script, Optional.of(Path.of(value)));
            default -> throw usage(name);
        };
    }

    private static IllegalArgumentException usage(String wrong) {
        return new IllegalArgumentException("unknown or incomplete option " + wrong
                + "; known: --rows N --repeats N --replicates N --threads N --r SCRIPT --out FILE");
    }
}
