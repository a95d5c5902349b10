package org.steelyard.simulator.internal;

import java.time.LocalDate;
import org.steelyard.simulator.RegionConfig;

/** Days of the period, counted from 0, and the dates that they are. Days before the period are negative. */
final class Calendar {

    /** Later than every day. */
    static final int NEVER = Integer.MAX_VALUE / 4;

    private static final double YEAR = 365.25;

    private final long epoch;
    private final int days;
    private final int[] years;
    private final int[] monthDays;
    private final double[] season;

    Calendar(RegionConfig.Period period, RegionConfig.Use use) {
        epoch = period.start().toEpochDay();
        days = period.days();
        years = new int[days];
        monthDays = new int[days];
        season = new double[days];
        for (int day = 0; day < days; day++) {
            LocalDate date = period.start().plusDays(day);
            years[day] = date.getYear();
            monthDays[day] = date.getMonthValue() * 100 + date.getDayOfMonth();
            double angle = 2 * StrictMath.PI * (date.getDayOfYear() - use.seasonPeakDay()) / YEAR;
            season[day] = (1 + use.seasonAmplitude() * StrictMath.cos(angle)) / (1 + use.seasonAmplitude());
        }
    }

    int days() {
        return days;
    }

    /** Days since 1970. */
    long epochDay(int day) {
        return epoch + day;
    }

    /** Minutes since 1970. */
    long minutes(int day, int minute) {
        return (epoch + day) * 1440 + minute;
    }

    LocalDate date(int day) {
        return LocalDate.ofEpochDay(epoch + day);
    }

    int year(int day) {
        return years[day];
    }

    int month(int day) {
        return monthDays[day] / 100;
    }

    /** Whole years of life on a day of the period. */
    int age(Person person, int day) {
        return years[day] - person.bornYear() - (monthDays[day] < person.bornMonthDay() ? 1 : 0);
    }

    /** How likely a visit is on this day, the likeliest day being 1. */
    double season(int day) {
        return season[day];
    }

    static double years(double days) {
        return days / YEAR;
    }
}
