package org.steelyard.data.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.data.identity.KnownColumns.Suspicion;

/** Identities that nobody declared are found, and what only looks a little like them is left alone. */
class IdentityScannerTest {

    private static final long SEED = Long.getLong("seed", 20261122L);

    private static Optional<Suspicion> scan(String column, Stream<String> cells) {
        IdentityScanner scanner = new IdentityScanner(column);
        long[] row = {1};
        cells.forEach(c -> {
            byte[] b = c.getBytes(StandardCharsets.UTF_8);
            scanner.accept(b, 0, b.length, ++row[0]);
        });
        return scanner.finding().map(IdentityScanner.Finding::suspicion);
    }

    static String certificate(Random random) {
        String first = String.format(
                "%06d%04d%02d%02d%03d",
                110000 + random.nextInt(540000),
                1930 + random.nextInt(90),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(1000));
        return first + CertificateNumber.check(first);
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002X, true",
        "11010519491231002x, true",
        "440524188001010014, true",
        "110105194912310021, false",
        "11010519491331002X, false",
        "1101051949123100, false",
        "11010519491231002, false",
        "A1010519491231002X, false"
    })
    void checkCharacterAndBirthDateDecide(String number, boolean valid) {
        // The first and third are the examples of GB 11643-1999 itself.
        assertThat(CertificateNumber.isValid(number)).isEqualTo(valid);
    }

    @Test
    void everyWrongDigitIsNoticed() {
        String good = "11010519491231002X";
        for (int i = 0; i < 17; i++) {
            for (char c = '0'; c <= '9'; c++) {
                String other = good.substring(0, i) + c + good.substring(i + 1);
                assertThat(CertificateNumber.isValid(other)).as(other).isEqualTo(other.equals(good));
            }
        }
    }

    @Test
    void oneNumberAmidManyOthersIsFound() {
        Stream<String> cells = IntStream.range(0, 5000).mapToObj(i -> i == 3777 ? "11010519491231002X" : "M" + i);
        assertThat(scan("mdtrt_id", cells)).contains(Suspicion.CERTIFICATE);
    }

    @Test
    void randomNumbersOfEighteenDigitsAreNotIdentities() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        Stream<String> cells = IntStream.range(0, 200_000)
                .mapToObj(_ -> String.format("%09d%09d", random.nextInt(1_000_000_000), random.nextInt(1_000_000_000)));
        assertThat(scan("feedetl_sn", cells)).isEmpty();
    }

    @Test
    void randomNumbersOfElevenDigitsAreNotTelephones() {
        Random random = new Random(SEED);
        Stream<String> cells = IntStream.range(0, 50_000)
                .mapToObj(_ -> Long.toString(10_000_000_000L + (long) (random.nextDouble() * 90_000_000_000L)));
        assertThat(scan("seq", cells)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "13812345678, TELEPHONE",
        "138 1234 5678, TELEPHONE",
        "138-12345678, TELEPHONE",
        "1381234-5678, TELEPHONE",
        "8613812345678, TELEPHONE",
        "86 138 1234 5678, TELEPHONE",
        "86138-1234-5678, TELEPHONE",
        "+86-13812345678, TELEPHONE",
        "027-87654321, TELEPHONE",
        "家属电话１３８１２３４５６７８, TELEPHONE",
        "患者证件11010519491231002X已核对, CERTIFICATE",
        "１１０１０５１９４９１２３１００２Ｘ, CERTIFICATE",
        "湖北省武汉市洪山区珞喻路100号3栋201室, ADDRESS",
        "洪山区关山街道8号, ADDRESS"
    })
    void identitiesInsideTextAreFound(String cell, Suspicion suspicion) {
        assertThat(scan("x", Stream.of("正常", cell, "I50.900"))).contains(suspicion);
        assertThat(IdentityScanner.mask(cell)).contains("******").doesNotContainPattern("\\d{7}");
    }

    @Test
    void ordinaryColumnsOfThePlatformAreLeftAlone() {
        assertThat(scan(
                        "diag_name",
                        Stream.of("高血压", "白内障", "马方综合征", "急性心力衰竭", "骨折", "方颅", "康复", "龙胆")
                                .flatMap(s -> IntStream.range(0, 50)
                                        .mapToObj(i -> s + (i % 9 == 0 ? "" : "病" + "ⅠⅡⅢ".charAt(i % 3))))))
                .isEmpty();
        assertThat(scan("hilist_name", Stream.of("阿莫西林胶囊0.25g*24粒", "注射用头孢曲松钠1.0g", "一次性使用输液器7号")))
                .isEmpty();
        assertThat(scan(
                        "hilist_code",
                        Stream.of("XA01ABD075A002010100483", "001102000010000-110200001", "C01010100100001000001")))
                .isEmpty();
        assertThat(scan("fixmedins_code", Stream.of("H42080400001", "P42080400001")))
                .isEmpty();
        assertThat(scan("setl_time", Stream.of("2024-01-31 08:30:00", "20240131083000")))
                .isEmpty();
        assertThat(scan("amount", Stream.of("13800000000.00", "12.50"))).isEmpty();
        assertThat(scan("naty", IntStream.range(0, 100).mapToObj(_ -> "汉族"))).isEmpty();
    }

    @Test
    void aColumnOfNamesIsFoundWhateverItIsCalled() {
        String given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂";
        List<String> names = IntStream.range(0, 200)
                .mapToObj(i -> "王李张刘陈".charAt(i % 5) + "" + given.charAt(i % given.length())
                        + (i % 2 == 0 ? given.charAt(i * 7 % given.length()) : ""))
                .collect(Collectors.toList());
        assertThat(scan("xm", names.stream())).contains(Suspicion.NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "姓名, NAME",
        "Patient Name, NAME",
        "身份证号, CERTIFICATE",
        "联系电话, TELEPHONE",
        "家庭住址, ADDRESS",
        "备注, FREE_TEXT"
    })
    void aNameOfAColumnIsEnoughToAsk(String column, Suspicion suspicion) {
        assertThat(scan(column, Stream.of("?"))).contains(suspicion);
        assertThat(scan(column, Stream.of("", ""))).isEmpty();
    }

    @Test
    void longTextsAreFreeText() {
        assertThat(scan("x", Stream.of("短", "长".repeat(201)))).contains(Suspicion.FREE_TEXT);
        assertThat(scan("x", Stream.of("长".repeat(200)))).isEmpty();
    }

    @Test
    void maskingLeavesOtherWordsAlone() {
        assertThat(IdentityScanner.mask("2024-01-31入院，血压120/80mmHg，病历号12345"))
                .isEqualTo("2024-01-31入院，血压120/80mmHg，病历号12345");
        Random random = new Random(SEED);
        for (int i = 0; i < 1000; i++) {
            String number = certificate(random);
            assertThat(IdentityScanner.mask("号" + number + "。")).isEqualTo("号******。");
        }
    }

    /** The short way for cells of eighteen digits sees what the long way sees in the same cells amid other text. */
    @Test
    void numbersAloneCountAsNumbersAmidText() {
        long seed = Long.getLong("seed", 20261122L);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<String> cells = new java.util.ArrayList<>();
            int share = random.nextInt(400);
            for (int i = 0; i < 200; i++) {
                String digits = String.format("%018d", Math.abs(random.nextLong()) % 1_000_000_000_000_000_000L);
                cells.add(random.nextInt(400) < share ? certificate(random) : digits);
            }
            assertThat(scan("x", cells.stream()))
                    .as("round " + round)
                    .isEqualTo(scan("x", cells.stream().map(c -> "(" + c + ")")));
        }
    }
}
