package org.steelyard.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionConfigFile;
import org.steelyard.simulator.RegionSimulator;

/** How many fee rows a second the simulated region is written with, all of its tables included, on 1, 2 … threads. */
public final class SimulateBench {

    private static final double NANO = 1e9;

    private SimulateBench() {}

    /** Arguments: people (100,000 unless given) and most threads (2). */
    public static void main(String[] args) throws IOException {
        long persons = args.length > 0 ? Long.parseLong(args[0]) : 100_000;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        System.out.println(
                "| people | threads | fee rows | wall s | CPU s | fee rows a second, wall | fee rows a CPU second |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|");
        once(persons / 10, threads);
        for (int workers = 1; workers <= threads; workers++) {
            System.out.println(once(persons, workers));
        }
    }

    private static String once(long persons, int threads) throws IOException {
        Path folder = Files.createTempDirectory("steelyard-simulate");
        try {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            RegionConfig config = RegionConfigFile.standard().with(new RegionConfig.Run(persons, 1, 0));
            long cpu = system.getProcessCpuTime();
            long start = System.nanoTime();
            RegionSimulator.Result result = RegionSimulator.run(
                    new RegionSimulator.Request(config, folder, RegionSimulator.Format.PARQUET, threads),
                    (done, rows) -> {});
            double wall = (System.nanoTime() - start) / NANO;
            double used = (system.getProcessCpuTime() - cpu) / NANO;
            long rows = result.rows().getOrDefault("fee_list_d", 0L);
            return String.format(
                    Locale.ROOT,
                    "| %,d | %d | %,d | %.1f | %.1f | %,.0f | %,.0f |",
                    persons,
                    threads,
                    rows,
                    wall,
                    used,
                    rows / wall,
                    rows / used);
        } finally {
            RSide.delete(folder);
        }
    }
}
