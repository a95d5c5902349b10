package org.steelyard.platform.account;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.Configuration;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;

/**
 * Whether somebody who knows what people choose would guess a password soon. The library's dictionaries hold tens of thousands of
 * passwords that were found in breaches, names and words; it knows rows of keys, dates, repetitions and letters replaced by digits.
 */
final class GuessCheck {

    /** Fewer than a hundred million guesses, whatever the length: what a dictionary and simple changes of its entries reach. */
    private static final double LEAST_GUESSES = 1e8;

    private static final int LOOKED_AT = 40;
    private static final Configuration CONFIGURATION = new ConfigurationBuilder()
            .setLocale(Locale.ENGLISH)
            .setMaxLength(LOOKED_AT)
            .createConfiguration();

    /** Every entry of the lists: one that stands there is known, whatever the estimate makes of its parts. */
    private static final Set<String> KNOWN = CONFIGURATION.getDictionaries().stream()
            .flatMap(d -> d.getDictonary().keySet().stream())
            .map(GuessCheck::folded)
            .collect(Collectors.toUnmodifiableSet());

    private GuessCheck() {}

    /** Capitals do not make a known one better. Only the beginning of a very long one is looked at: more makes it no easier. */
    static boolean isEasy(String password) {
        String part = password.length() > LOOKED_AT ? password.substring(0, LOOKED_AT) : password;
        return KNOWN.contains(folded(password))
                || guesses(part) < LEAST_GUESSES
                || guesses(part.toLowerCase(Locale.ROOT)) < LEAST_GUESSES;
    }

    /** Small letters, and letters for the signs that are usually written in their place. */
    private static String folded(String password) {
        return password.toLowerCase(Locale.ROOT)
                .replace('@', 'a')
                .replace('4', 'a')
                .replace('3', 'e')
                .replace('1', 'i')
                .replace('!', 'i')
                .replace('l', 'i')
                .replace('0', 'o')
                .replace('$', 's')
                .replace('5', 's')
                .replace('7', 't');
    }

    private static double guesses(String password) {
        return new Nbvcxz(CONFIGURATION).estimate(password).getGuesses().doubleValue();
    }
}
