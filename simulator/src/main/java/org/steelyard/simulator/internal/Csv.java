package org.steelyard.simulator.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.simulator.RegionConfig;

/** The catalogues that ship: plain comma-separated texts without quotes. */
final class Csv {

    private Csv() {}

    static List<Map<String, String>> resource(String name) {
        String[] lines = text(name).split("\n");
        String[] header = lines[0].split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split(",", -1);
            if (cells.length != header.length) {
                throw new IllegalStateException(name + " line " + (i + 1) + " has " + cells.length + " cells");
            }
            Map<String, String> row = new HashMap<>();
            for (int j = 0; j < cells.length; j++) {
                row.put(header[j], cells[j]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static String text(String name) {
        try (InputStream in = RegionConfig.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the catalogue " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
