package org.steelyard.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to run.
 *
 * @param rows of the large data sets
 * @param script R script to run beside, when {@code Rscript} is on the path
 * @param out file for the Markdown table
 * @param only names of the tasks to run; empty for all
 */
record Options(
        int rows,
        int repeats,
        int replicates,
        int threads,
        Optional<Path> script,
        Optional<Path> out,
        Set<String> only) {

    /** Everything that {@code --only} knows, in the order in which it runs. */
    static final List<String> TASKS = List.of(
            "logistic20", "logistic50", "cox", "coxrobust", "finegray", "lasso", "imputation", "matching", "bootstrap");

    Options {
        only = Set.copyOf(only);
        if (!TASKS.containsAll(only)) {
            throw new IllegalArgumentException("unknown task among " + only + "; known: " + TASKS);
        }
    }

    static Options parse(String[] args) {
        Options options = new Options(1_000_000, 3, 1000, 2, Optional.empty(), Optional.empty(), Set.of());
        for (int i = 0; i + 1 < args.length; i += 2) {
            options = options.with(args[i], args[i + 1]);
        }
        if (args.length % 2 == 1) {
            throw usage(args[args.length - 1]);
        }
        return options;
    }

    boolean runs(String task) {
        return only.isEmpty() || only.contains(task);
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--rows" -> new Options(Integer.parseInt(value), repeats, replicates, threads, script, out, only);
            case "--repeats" -> new Options(rows, Integer.parseInt(value), replicates, threads, script, out, only);
            case "--replicates" -> new Options(rows, repeats, Integer.parseInt(value), threads, script, out, only);
            case "--threads" -> new Options(rows, repeats, replicates, Integer.parseInt(value), script, out, only);
            case "--r" -> new Options(rows, repeats, replicates, threads, Optional.of(Path.of(value)), out, only);
            case "--out" -> new Options(rows, repeats, replicates, threads, script, Optional.of(Path.of(value)), only);
            case "--only" -> new Options(rows, repeats, replicates, threads, script, out, Set.of(value.split(",")));
            default -> throw usage(name);
        };
    }

    private static IllegalArgumentException usage(String wrong) {
        return new IllegalArgumentException("unknown or incomplete option " + wrong
                + "; known: --rows N --repeats N --replicates N --threads N --r SCRIPT --out FILE --only TASK,TASK");
    }
}
