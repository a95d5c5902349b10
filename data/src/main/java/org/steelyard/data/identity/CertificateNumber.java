package org.steelyard.data.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Citizen identity numbers by GB 11643-1999: six digits of a district, eight of the birth date, three of a sequence whose last
 * is odd for men, and a check character by ISO 7064:1983, MOD 11-2.
 */
public final class CertificateNumber {

    public static final int LENGTH = 18;

    private static final int EARLIEST_YEAR = 1880;
    private static final int LATEST_YEAR = 2100;
    private static final String CHECKS = "10X98765432";

    private CertificateNumber() {}

    /** Well formed, with an existing birth date and the right check character. Any district is accepted. */
    public static boolean isValid(String number) {
        return number.length() == LENGTH
                && hasRightCheck(number, 0)
                && birthDate(number).isPresent();
    }

    /** The check character of the first seventeen digits. */
    public static char check(String seventeenDigits) {
        return CHECKS.charAt(remainder(seventeenDigits, 0));
    }

    public static Optional<LocalDate> birthDate(String number) {
        if (number.length() < 14 || !digits(number, 6, 14)) {
            return Optional.empty();
        }
        int year = Integer.parseInt(number, 6, 10, 10);
        if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.of(year, Integer.parseInt(number, 10, 12, 10), Integer.parseInt(number, 12, 14, 10)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether an eighteen-digit number says that its bearer is a woman. */
    public static boolean isWoman(String number) {
        return (number.charAt(16) - '0') % 2 == 0;
    }

    /** Whether the eighteen characters from here are an identity number. */
    static boolean isValidAt(CharSequence text, int from) {
        return hasRightCheck(text, from)
                && birthDate(text.subSequence(from, from + LENGTH).toString()).isPresent();
    }

    private static boolean hasRightCheck(CharSequence text, int from) {
        return digits(text, from, from + LENGTH - 1)
                && CHECKS.charAt(remainder(text, from)) == Character.toUpperCase(text.charAt(from + LENGTH - 1));
    }

    private static boolean digits(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The weight of the i-th digit is 2 to the power 17 - i, modulo 11. */
    private static int remainder(CharSequence text, int from) {
        int sum = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum = (sum + text.charAt(from + i) - '0') * 2 % 11;
        }
        return sum;
    }
}
