package org.steelyard.data.identity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.data.identity.KnownColumns.Suspicion;

/**
 * Looks through the values of one column that nobody declared. It sees every cell, remembers none, and says at the end whether
 * the column holds identities.
 *
 * <ul>
 *   <li>Identity numbers: eighteen characters with a birth date and a right check character. Chance makes about one in
 *       14,000 eighteen-digit numbers look so; more than ten times that share is a finding.
 *   <li>Telephone numbers: eleven digits from 13 to 19, alone or amid text, or a landline with its area code. Chance makes
 *       seven in a hundred eleven-digit numbers look so; more than a fifth is a finding.
 *   <li>Names: two to four Chinese characters that begin with a frequent surname, when most of at least twenty values do; or
 *       anything in a column that is named like names.
 *   <li>Addresses: a district or road with a house number.
 *   <li>Free text: cells of more than 200 characters, or a column that is named like notes.
 * </ul>
 *
 * <p>Full-width digits count as digits. What this cannot see, such as rare names in a column called something else, must be
 * declared by those who know the data.
 */
public final class IdentityScanner {

    private static final int LONG_TEXT = 200;
    private static final double CERTIFICATE_CHANCE = 1.0 / 14_000;
    private static final double TELEPHONE_SHARE = 0.2;
    private static final double NAME_SHARE = 0.8;
    private static final int FEWEST_NAMES = 20;

    /** The hundred most frequent surnames bear about 85 % of the population (Ministry of Public Security, 2020). */
    private static final Set<Integer> SURNAMES = surnames("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹"
            + "彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
            + "覃武戴莫孔向汤");

    private static final Pattern ADDRESS =
            Pattern.compile("(?:[省市区县旗镇乡村]|[路街道巷弄里]|小区|社区).{0,30}?[0-9]+(?:号|弄|栋|幢|座|单元|室|组)");
    private static final Pattern CERTIFICATE = Pattern.compile("(?<![0-9A-Za-z.])[0-9]{17}[0-9Xx](?!\\.?[0-9A-Za-z])");
    private static final Pattern TELEPHONE =
            Pattern.compile("(?<![0-9A-Za-z.])(?:\\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}"
                    + "(?!\\.?[0-9A-Za-z])|(?<![0-9A-Za-z])0[1-9][0-9]{1,2}-[2-9][0-9]{6,7}(?![0-9])");

    private final Optional<Suspicion> byName;
    private long cells;
    private long certificates;
    private long longNumbers;
    private long telephones;
    private long elevenDigits;
    private long names;
    private long addresses;
    private long longTexts;
    private long firstRow;

    public IdentityScanner(String column) {
        byName = KnownColumns.suspicion(column);
    }

    /** What a column holds. */
    public record Finding(Suspicion suspicion, long cells, long firstRow) {}

    /** A cell that is not null, as UTF-8. */
    public void accept(byte[] cell, int from, int to, long row) {
        int length = to - from;
        if (length == 0) {
            return;
        }
        cells++;
        if (byName.isPresent() && firstRow == 0) {
            firstRow = row;
        }
        if (length == CertificateNumber.LENGTH && isLongNumber(cell, from)) {
            longNumber(cell, from, row);
            return;
        }
        int shape = shape(cell, from, to);
        if ((shape & WIDE) != 0 && length >= 6 && length <= 12) {
            name(cell, from, to);
        }
        if (length >= 11 && (shape & (DIGITS | FULL_WIDTH)) != 0) {
            look(new String(cell, from, length, StandardCharsets.UTF_8), row);
        }
        if (length > LONG_TEXT && new String(cell, from, length, StandardCharsets.UTF_8).length() > LONG_TEXT) {
            longTexts++;
            note(row);
        }
    }

    /** Seventeen digits and a check character, and nothing else: numbers of bills look like this, a hundred million of them. */
    private static boolean isLongNumber(byte[] b, int from) {
        for (int i = from; i < from + CertificateNumber.LENGTH - 1; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return false;
            }
        }
        byte last = b[from + CertificateNumber.LENGTH - 1];
        return last >= '0' && last <= '9' || last == 'X' || last == 'x';
    }

    /** What {@link #look} does, for a cell in which nothing but an identity number can be found. */
    private void longNumber(byte[] b, int from, long row) {
        longNumbers++;
        int year = (b[from + 6] - '0') * 10 + b[from + 7] - '0';
        boolean born = year >= 18 && year <= 21;
        if (born
                && CertificateNumber.isValid(
                        new String(b, from, CertificateNumber.LENGTH, StandardCharsets.US_ASCII))) {
            certificates++;
            note(row);
        }
    }

    private static final int DIGITS = 1;
    private static final int WIDE = 2;
    private static final int FULL_WIDTH = 4;

    /** What ends a house number: 号弄栋幢座单室组, of three bytes each. */
    private static final Set<Integer> HOUSE = Set.of(0x53f7, 0x5f04, 0x680b, 0x5e62, 0x5ea7, 0x5355, 0x5ba4, 0x7ec4);

    /**
     * Whether a cell is worth a closer look: digits grouped like an identity number or a telephone number, a house number,
     * full-width digits. Wider than what is counted in the end, never narrower, and cheap: every cell comes by here.
     */
    private static int shape(byte[] b, int from, int to) {
        int shape = 0;
        int i = from;
        int before = 0;
        int beforeThat = 0;
        while (i < to) {
            byte c = b[i];
            if (c >= '0' && c <= '9') {
                int start = i;
                while (i < to && b[i] >= '0' && b[i] <= '9') {
                    i++;
                }
                int run = i - start;
                boolean free = start == from || !isPart(b[start - 1]);
                shape |= free && isTelling(run) || isTelephone(beforeThat, before, run) ? DIGITS : 0;
                shape |= i + 2 < to && b[i] < 0 && HOUSE.contains(threeBytes(b, i)) ? DIGITS : 0;
                beforeThat = before;
                before = run;
                continue;
            }
            if (c < 0) {
                shape |= isWideDigit(b, i, to) ? WIDE | FULL_WIDTH : WIDE;
            }
            if (c != '-' && c != ' ') {
                before = 0;
                beforeThat = 0;
            }
            i++;
        }
        return shape;
    }

    /** Eleven digits, with 86 before them, or those of an identity number with and without a final X. */
    private static boolean isTelling(int run) {
        return run == 11 || run == 13 || run == 17 || run == 18;
    }

    /** Groups of a telephone number that is written with hyphens or blanks, an area code or 86 before it or not. */
    private static boolean isTelephone(int beforeThat, int before, int run) {
        return run == 4 && before == 4 && beforeThat >= 3
                || run == 4 && (before == 7 || before == 9)
                || run >= 7 && before >= 3 && before <= 5;
    }

    private static boolean isPart(byte c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '.';
    }

    private static boolean isWideDigit(byte[] b, int i, int to) {
        return b[i] == (byte) 0xef
                && i + 2 < to
                && b[i + 1] == (byte) 0xbc
                && b[i + 2] >= (byte) 0x90
                && b[i + 2] <= (byte) 0x99;
    }

    private static int threeBytes(byte[] b, int i) {
        return (b[i] & 0xf) << 12 | (b[i + 1] & 0x3f) << 6 | b[i + 2] & 0x3f;
    }

    private void look(String cell, long row) {
        String text = halfWidth(cell);
        Matcher m = CERTIFICATE.matcher(text);
        while (m.find()) {
            longNumbers++;
            if (CertificateNumber.isValidAt(text, m.start())) {
                certificates++;
                note(row);
            }
        }
        if (TELEPHONE.matcher(text).find()) {
            telephones++;
            elevenDigits++;
            note(row);
        } else if (text.length() == 11 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            elevenDigits++;
        }
        if (ADDRESS.matcher(text).find()) {
            addresses++;
            note(row);
        }
    }

    private void note(long row) {
        firstRow = firstRow == 0 ? row : firstRow;
    }

    private void name(byte[] cell, int from, int to) {
        String text = new String(cell, from, to - from, StandardCharsets.UTF_8);
        boolean chinese = text.chars().allMatch(c -> c >= 0x4e00 && c <= 0x9fff || c == '·');
        if (chinese && SURNAMES.contains((int) text.charAt(0))) {
            names++;
        }
    }

    /**
     * Cells that were counted elsewhere and need no look, because they are too short or hold no digits.
     *
     * @param count all cells that are not null and not empty
     * @param looked how many of them were or will be handed to {@link #accept}
     * @param named how many look like names
     * @param row the first row with a cell; 0 when there is none
     */
    public void acceptCounted(long count, long looked, long named, long row) {
        cells += count - looked;
        names += named;
        if (byName.isPresent() && count > 0) {
            firstRow = row;
        }
    }

    /** Characters that a name begins with, for engines that count by themselves. */
    public static String surnames() {
        StringBuilder out = new StringBuilder();
        SURNAMES.stream().sorted().forEach(out::appendCodePoint);
        return out.toString();
    }

    /** What the column holds by all that was seen; empty when nothing points at people. */
    public Optional<Finding> finding() {
        if (byName.isPresent() && cells > 0) {
            return Optional.of(new Finding(byName.get(), cells, firstRow));
        }
        if (certificates > 10 * CERTIFICATE_CHANCE * longNumbers) {
            return Optional.of(new Finding(Suspicion.CERTIFICATE, certificates, firstRow));
        }
        if (telephones > 0 && telephones > TELEPHONE_SHARE * elevenDigits) {
            return Optional.of(new Finding(Suspicion.TELEPHONE, telephones, firstRow));
        }
        if (addresses > 0) {
            return Optional.of(new Finding(Suspicion.ADDRESS, addresses, firstRow));
        }
        if (names >= FEWEST_NAMES && names > NAME_SHARE * cells) {
            return Optional.of(new Finding(Suspicion.NAME, names, 0));
        }
        return longTexts > 0 ? Optional.of(new Finding(Suspicion.FREE_TEXT, longTexts, firstRow)) : Optional.empty();
    }

    /** The text with identity and telephone numbers and addresses blotted out. Names cannot be told from other words. */
    public static String mask(String text) {
        String plain = halfWidth(text);
        boolean nothing = plain.chars().noneMatch(c -> c >= '0' && c <= '9');
        if (nothing) {
            return text;
        }
        String masked = CERTIFICATE.matcher(plain).replaceAll("******");
        masked = TELEPHONE.matcher(masked).replaceAll("******");
        masked = ADDRESS.matcher(masked).replaceAll("******");
        return masked.equals(plain) ? text : masked;
    }

    /** Whether a single text holds an identity number, a telephone number or an address. */
    public static boolean holdsIdentity(String text) {
        return !mask(text).equals(text);
    }

    private static String halfWidth(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = Pseudonyms.halfWidth(text.charAt(i));
            if (out == null && c != text.charAt(i)) {
                out = new StringBuilder(text);
            }
            if (out != null) {
                out.setCharAt(i, c);
            }
        }
        return out == null ? text : out.toString();
    }

    private static Set<Integer> surnames(String text) {
        return Set.copyOf(text.chars().boxed().distinct().toList());
    }
}
