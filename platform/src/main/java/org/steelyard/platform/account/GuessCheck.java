package org.steelyard.platform.account;

import java.util.Locale;
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

    private GuessCheck() {}

    /** Capitals do not make a known one better. Only the beginning of a very long one is looked at: more makes it no easier. */
    static boolean isEasy(String password) {
        String part = password.length() > LOOKED_AT ? password.substring(0, LOOKED_AT) : password;
        return guesses(part) < LEAST_GUESSES || guesses(part.toLowerCase(Locale.ROOT)) < LEAST_GUESSES;
    }

    private static double guesses(String password) {
        return new Nbvcxz(CONFIGURATION).estimate(password).getGuesses().doubleValue();
    }
}
