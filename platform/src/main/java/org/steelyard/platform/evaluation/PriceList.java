package org.steelyard.platform.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prices of the items that are there: the region's own list, or a sample. What an application compares its price with. */
public final class PriceList {

    private final Map<String, Item> items;

    private PriceList(Map<String, Item> items) {
        this.items = items;
    }

    /**
     * @param unit what one is: a time, a piece, a day
     * @param price yuan
     * @param since when the price came into force
     */
    public record Item(String code, String nameZh, String nameEn, String unit, BigDecimal price, LocalDate since) {}

    public static PriceList of(List<Item> items) {
        Map<String, Item> byCode = new LinkedHashMap<>();
        items.forEach(item -> byCode.put(item.code(), item));
        return new PriceList(byCode);
    }

    public Optional<Item> item(String code) {
        return Optional.ofNullable(items.get(code));
    }

    /**
     * Items whose code or name has the words in it, in their order; those first whose code begins so.
     *
     * @param words apart by blanks; all of them have to be there
     */
    public List<Item> like(String words, int most) {
        List<String> wanted = List.of(words.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        List<Item> found = new ArrayList<>(items.values().stream()
                .filter(item -> wanted.stream().allMatch(searched(item)::contains))
                .toList());
        found.sort(Comparator.comparing(
                        (Item item) -> !item.code().toLowerCase(Locale.ROOT).startsWith(wanted.getFirst()))
                .thenComparing(Item::code));
        return found.subList(0, Math.min(most, found.size()));
    }

    private static String searched(Item item) {
        return (item.code() + " " + item.nameZh() + " " + item.nameEn()).toLowerCase(Locale.ROOT);
    }
}
