package org.steelyard.simulator.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionSimulator;
import org.steelyard.simulator.Truth;

/** Makes blocks of people on several threads and writes them in their order, so that threads never change a byte. */
public final class Region {

    private static final String PART = ".part";

    private final RegionConfig config;
    private final int threads;
    private final World world;

    public Region(RegionConfig config, int threads) {
        this.config = config;
        this.threads = threads;
        world = new World(config);
    }

    /** What was written. */
    public record Written(Map<String, Long> rows, Map<String, Path> files, Truth truth) {}

    public Written write(Path out, RegionSimulator.Progress progress) throws IOException {
        Map<Tables, ParquetFile> files = new EnumMap<>(Tables.class);
        Sink sink = new Sink(files, progress);
        try {
            for (Tables table : Tables.values()) {
                files.put(table, new ParquetFile(table, part(out, table)));
            }
            blocks(sink);
        } finally {
            for (ParquetFile file : files.values()) {
                file.close();
            }
        }
        return rename(out, sink);
    }

    private static Path part(Path out, Tables table) {
        return out.resolve(table.table() + ".parquet" + PART);
    }

    private Written rename(Path out, Sink sink) throws IOException {
        Map<String, Long> rows = new LinkedHashMap<>();
        Map<String, Path> paths = new LinkedHashMap<>();
        for (Tables table : Tables.values()) {
            Path path = out.resolve(table.table() + ".parquet");
            Files.move(part(out, table), path, StandardCopyOption.ATOMIC_MOVE);
            rows.put(table.table(), sink.rows(table));
            paths.put(table.table(), path);
        }
        return new Written(rows, paths, TruthMaker.make(world, sink.truth, sink.planted));
    }

    /** Takes finished blocks in order. */
    private final class Sink {

        private final Map<Tables, ParquetFile> files;
        private final RegionSimulator.Progress progress;
        private final List<Planted> planted = new ArrayList<>();
        private final TruthSums truth = new TruthSums();
        private long done;

        Sink(Map<Tables, ParquetFile> files, RegionSimulator.Progress progress) {
            this.files = files;
            this.progress = progress;
        }

        long rows(Tables table) {
            ParquetFile file = files.get(table);
            return file == null ? 0 : file.rows();
        }

        void take(Block.Encoded block) throws IOException {
            for (Planted fault : block.planted()) {
                long place = rows(fault.table()) + fault.row();
                planted.add(new Planted(fault.defect(), fault.table(), fault.key(), place));
            }
            for (Map.Entry<Tables, ParquetFile> entry : files.entrySet()) {
                RowGroup group = block.groups().get(entry.getKey());
                if (group != null) {
                    entry.getValue().add(group);
                }
            }
            truth.add(block.truth());
            done += BlockMaker.PEOPLE;
            progress.at(Math.min(done, config.run().persons()), rows(Tables.FEE_LIST_D));
        }
    }

    private void blocks(Sink sink) throws IOException {
        BlockMaker maker = new BlockMaker(world);
        long blocks = BlockMaker.blocks(config.run().persons());
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            Deque<Future<Block.Encoded>> ahead = new ArrayDeque<>();
            try {
                for (long next = 0; next < blocks; next++) {
                    long number = next;
                    ahead.add(workers.submit(() -> maker.make(number)));
                    if (ahead.size() > threads + 1) {
                        sink.take(finished(ahead.remove()));
                    }
                }
                while (!ahead.isEmpty()) {
                    sink.take(finished(ahead.remove()));
                }
            } finally {
                ahead.forEach(task -> task.cancel(true));
            }
        }
    }

    private static Block.Encoded finished(Future<Block.Encoded> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a block of people could not be made", e.getCause());
        }
    }
}
