package org.steelyard.kernel;

import java.math.BigDecimal;

/**
 * An amount of money. An amount without a currency and a price year cannot be compared with another, so both belong to
 * it.
 *
 * @param currency ISO 4217 code
 * @param priceYear the year whose prices the amount is in
 */
public record Money(BigDecimal amount, String currency, int priceYear) {

    public Money {
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("currency is three capital letters (ISO 4217)");
        }
        if (priceYear < 1900 || priceYear > 2200) {
            throw new IllegalArgumentException("price year out of range");
        }
    }

    public Money plus(Money other) {
        if (!currency.equals(other.currency) || priceYear != other.priceYear) {
            throw new IllegalArgumentException("amounts of different currency or price year cannot be added");
        }
        return new Money(amount.add(other.amount), currency, priceYear);
    }
}
