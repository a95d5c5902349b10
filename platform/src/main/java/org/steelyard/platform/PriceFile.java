package org.steelyard.platform;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.steelyard.kernel.Text;
import org.steelyard.platform.evaluation.PriceList;

/** The region's price list. All faulty rows are told together. */
final class PriceFile {

    private static final RegionFile.Form FORM = new RegionFile.Form(
            "prices.csv",
            List.of("code", "name", "price"),
            List.of("name_en", "unit", "since"),
            Text.of("价目表", "the price list"));

    private final Set<String> codes = new HashSet<>();

    private PriceFile() {}

    static PriceList read(Optional<String> file) {
        return PriceList.of(RegionFile.read(file, FORM, new PriceFile()::item));
    }

    private PriceList.Item item(RegionFile.Row row) {
        FORM.required().forEach(row::required);
        String code = row.text("code");
        if (!codes.add(code)) {
            row.bad("code", "编码重复", "is there twice");
        }
        String zh = row.text("name");
        String en = row.text("name_en");
        return new PriceList.Item(code, zh, en.isEmpty() ? zh : en, row.text("unit"), price(row), since(row));
    }

    private static BigDecimal price(RegionFile.Row row) {
        String text = row.text("price");
        try {
            BigDecimal price = new BigDecimal(text);
            if (price.signum() > 0) {
                return price;
            }
        } catch (NumberFormatException e) {
            // told below, as a price that is not positive is
        }
        if (!text.isEmpty()) {
            row.bad("price", "应为正数（元）", "is a positive number of yuan");
        }
        return BigDecimal.ONE;
    }

    private static LocalDate since(RegionFile.Row row) {
        String text = row.text("since");
        try {
            return text.isEmpty() ? LocalDate.EPOCH : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            row.bad("since", "日期写作 2026-01-31", "is a date such as 2026-01-31");
            return LocalDate.EPOCH;
        }
    }
}
