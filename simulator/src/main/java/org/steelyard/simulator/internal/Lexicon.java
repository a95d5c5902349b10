package org.steelyard.simulator.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts by number. The region has one that all blocks read; a block adds its own names and addresses after it. */
final class Lexicon {

    private final List<byte[]> texts = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** The number of a text, which is added when new. Only while the region is set up. */
    int add(String text) {
        return numbers.computeIfAbsent(text, key -> {
            texts.add(key.getBytes(StandardCharsets.UTF_8));
            return texts.size() - 1;
        });
    }

    /** The number of a text, or the empty cell for an empty text. */
    long cell(String text) {
        return text.isEmpty() ? Column.EMPTY : add(text);
    }

    int size() {
        return texts.size();
    }

    byte[] text(int number) {
        return texts.get(number);
    }

    /** Texts of one block, numbered after those of the region. */
    static final class Local {

        private final Lexicon region;
        private final List<byte[]> texts = new ArrayList<>();

        Local(Lexicon region) {
            this.region = region;
        }

        int add(String text) {
            texts.add(text.getBytes(StandardCharsets.UTF_8));
            return region.size() + texts.size() - 1;
        }

        int size() {
            return region.size() + texts.size();
        }

        byte[] text(int number) {
            return number < region.size() ? region.text(number) : texts.get(number - region.size());
        }
    }
}
