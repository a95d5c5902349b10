package org.steelyard.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.raw.RawTables;

/** How many rows a second become raw tables: fee lines of ten columns as CSV and as Parquet, pseudonyms in place. */
public final class IntakeBench {

    private static final double NANO = 1e9;

    private IntakeBench() {}

    /** Arguments: rows (2,000,000 unless given) and threads (2). */
    public static void main(String[] args) throws IOException, SQLException {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        Path folder = Files.createTempDirectory("steelyard-intake");
        try {
            write(folder.resolve("fee.csv"), rows);
            parquet(folder);
            System.out.println("| source | rows | MB | wall s | CPU s | rows a second, wall | rows a CPU second |");
            System.out.println("|---|---:|---:|---:|---:|---:|---:|");
            for (String name : List.of("fee.csv", "fee.parquet", "fee.csv", "fee.parquet")) {
                System.out.println(once(folder, name, threads));
            }
        } finally {
            RSide.delete(folder);
        }
    }

    private static void write(Path file, int rows) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(
                    "psn_no,feedetl_sn,mdtrt_id,hilist_code,hilist_name,cnt,pric,det_item_fee_sumamt,fee_ocur_time,fixmedins_code\n");
            for (int i = 0; i < rows; i++) {
                long person = i * 7919L % 100_003;
                out.write("P" + (1_000_000_000L + person) + ",F" + i + ",M" + i / 12 + ",XA01ABD075A0020101"
                        + (10_000 + i % 5000) + ",阿莫西林胶囊,2," + i % 300 + ".50," + i % 600 + ".00,2024-01-"
                        + (10 + i % 20) + " 08:30:00,H4208040000" + i % 9 + "\n");
            }
        }
    }

    private static void parquet(Path folder) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
                Statement s = c.createStatement()) {
            s.execute("COPY (FROM read_csv('" + folder.resolve("fee.csv") + "')) TO '" + folder.resolve("fee.parquet")
                    + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private static String once(Path folder, String name, int threads) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Pseudonyms pseudonyms = Pseudonyms.of(IdentityKey.of(new byte[IdentityKey.BYTES]));
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        RawTable table = RawTables.intake(
                RawSource.File.of(folder, name),
                Map.of(),
                pseudonyms,
                folder.resolve("out.parquet"),
                IntakeSettings.DEFAULT.withThreads(threads));
        double wall = (System.nanoTime() - start) / NANO;
        double used = (system.getProcessCpuTime() - cpu) / NANO;
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %.1f | %.1f | %,.0f | %,.0f |",
                name,
                table.rows(),
                Files.size(folder.resolve(name)) / 1e6,
                wall,
                used,
                table.rows() / wall,
                table.rows() / used);
    }
}
