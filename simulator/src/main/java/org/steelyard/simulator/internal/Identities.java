package org.steelyard.simulator.internal;

import java.util.Locale;

/**
 * Names, certificate numbers, telephones and addresses in the shape of real ones that cannot be a real person's: the
 * certificate begins with 99, which no district has, and the address lies in a place that does not exist.
 *
 * <p>The last sign of a certificate number is the check sign of GB 11643 (ISO 7064, MOD 11-2).
 */
final class Identities {

    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华慧玉红建文辉力永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信子";
    private static final String[] PLACES = {"东桥区", "西塘区", "南湾区", "青岚县", "白石县"};
    private static final String STREETS = "云松柳荷桂枫竹兰梅桐";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String SIGNS = "10X98765432";
    private static final int SEQUENCES = 500;
    private static final int PLACES_OF_ISSUE = 9999;
    private static final long TELEPHONE = 19_900_000_000L;

    private Identities() {}

    static String name(Draws draws) {
        StringBuilder name = new StringBuilder();
        name.append(SURNAMES.charAt(draws.below(SURNAMES.length())));
        name.append(GIVEN.charAt(draws.below(GIVEN.length())));
        if (draws.chance(0.8)) {
            name.append(GIVEN.charAt(draws.below(GIVEN.length())));
        }
        return name.toString();
    }

    /** Distinct for up to five million people. */
    static String certificate(Person person) {
        long place = 990_001 + person.number() / SEQUENCES % PLACES_OF_ISSUE;
        long sequence = person.number() % SEQUENCES * 2 + (person.male() ? 1 : 0);
        String body = String.format(
                Locale.ROOT, "%06d%04d%04d%03d", place, person.bornYear(), person.bornMonthDay(), sequence);
        return body + sign(body);
    }

    /** The same number with a check sign that is wrong. */
    static String spoiled(String certificate) {
        char last = certificate.charAt(certificate.length() - 1);
        return certificate.substring(0, certificate.length() - 1) + (last == '4' ? '7' : '4');
    }

    private static char sign(String body) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return SIGNS.charAt(sum % SIGNS.length());
    }

    static long telephone(Draws draws) {
        return TELEPHONE + draws.below(100_000_000);
    }

    static String address(Person person, Draws draws) {
        return "虚州市" + PLACES[person.district() % PLACES.length] + STREETS.charAt(draws.below(STREETS.length())) + "苑路"
                + (1 + draws.below(300)) + "号" + (1 + draws.below(30)) + "幢" + (101 + draws.below(1900)) + "室";
    }
}
