package org.steelyard.data.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;

class CodeTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "ICD10CN, I50.900, STRICT",
        "ICD10CN, I50.900x001, STRICT",
        "ICD10CN, I10.x00, STRICT",
        "ICD10CN, A54.301+H13.1*, STRICT",
        "ICD10CN, I50.9, LENIENT",
        "ICD10CN, I509, LENIENT",
        "ICD10CN, 150.900, NONE",
        "ICD9CM3CN, 36.0601, STRICT",
        "ICD9CM3CN, 37.5200x001, STRICT",
        "ICD9CM3CN, 74.1x00, STRICT",
        "ICD9CM3CN, 36.06, LENIENT",
        "ICD9CM3CN, 36-06, NONE",
        "NHSA_DRUG, XA01ABD075A002010100483, STRICT",
        "NHSA_DRUG, XA01ABD075A00201010048, LENIENT",
        "NHSA_DRUG, ZG02AAG0401010100001, STRICT",
        "NHSA_DRUG, T001700001000001X001, STRICT",
        "NHSA_DRUG, AA01ABD075A002010100483, NONE",
        "NHSA_CONSUMABLE, C0101010000000000001, STRICT",
        "NHSA_CONSUMABLE, C01010100000000000011234567, STRICT",
        "NHSA_CONSUMABLE, C01010100000000000, NONE",
        "NHSA_SERVICE, 001102000010000-110200001, STRICT",
        "NHSA_SERVICE, 001102000010000, STRICT",
        "NHSA_SERVICE, 110200001, LENIENT",
        "NHSA_INSTITUTION, H42080400001, STRICT",
        "NHSA_INSTITUTION, H4208040000, NONE",
        "NHSA_PHARMACY, P42080400001, STRICT",
        "NHSA_PHYSICIAN, D420804000001, STRICT",
        "NHSA_NURSE, N420804000001, STRICT",
        "NHSA_PHARMACIST, HY420804000001, STRICT",
        "NHSA_CHRONIC, M03900, STRICT",
        "NHSA_CHRONIC, M039001, LENIENT",
        "CHS_DRG, FR25, STRICT",
        "CHS_DRG, fr25, LENIENT",
        "DIP, I50.9:36.0601+88.5600, STRICT",
        "DIP, I50.9:, STRICT",
        "DIP, I50:x, LENIENT",
        "ADMDVS, 420804, STRICT",
        "ADMDVS, 990804, LENIENT",
        "CITIZEN_ID, 11010519491231002X, STRICT",
        "CITIZEN_ID, 110105194912310021, LENIENT",
        "CITIZEN_ID, 110105194913310021, LENIENT",
        "CITIZEN_ID, 1101051949123100, NONE"
    })
    void aCodeFitsItsSystemStrictlyLenientlyOrNot(String system, String code, CodeSystem.Fit fit) {
        assertThat(CodeSystems.get(system).fit(code)).isEqualTo(fit);
    }

    @Test
    void everyShapeOfEverySystemIsToldFromNoise() {
        assertThat(CodeSystems.all()).hasSizeGreaterThanOrEqualTo(15);
        assertThat(CodeSystems.all()).allSatisfy(system -> {
            assertThat(system.fit("")).isEqualTo(CodeSystem.Fit.NONE);
            assertThat(system.fit("not a code")).isEqualTo(CodeSystem.Fit.NONE);
            assertThat(system.name().isBlank()).isFalse();
        });
    }

    @Test
    void classesAboveACodeAreItsPrefixes() {
        assertThat(CodeSystems.get("ICD10CN").ancestors("I50.900x001")).containsExactly("I50.900", "I50.9", "I50");
        assertThat(CodeSystems.get("ICD10CN").ancestors("I50.900")).containsExactly("I50.9", "I50");
        assertThat(CodeSystems.get("ICD10CN").ancestors("I10.x00")).containsExactly("I10");
        assertThat(CodeSystems.get("ICD10CN").ancestors("A54.301+H13.1*")).containsExactly("A54.301", "A54.3", "A54");
        assertThat(CodeSystems.get("ICD9CM3CN").ancestors("36.0601")).containsExactly("36.06", "36.0", "36");
        assertThat(CodeSystems.get("NHSA_DRUG").ancestors("XA01ABD075A002010100483"))
                .containsExactly("XA01ABD075A002", "XA01ABD075", "XA01AB", "XA01A", "XA01", "XA");
    }

    @Test
    void everyCodeOfTheNationalListsIsValid() {
        Path lists =
                Path.of(System.getProperty("steelyard.shared", "../../shared"), "data", "chs_drg", "opendrg_chs11");
        Assumptions.assumeTrue(Files.isDirectory(lists), "shared data absent: chs_drg");
        CodePack pack = CodePacks.chsDrg(lists, "CHS-DRG 1.1", LocalDate.of(2021, 1, 1));
        assertThat(valid(pack, "ICD10CN")).isEqualTo(33_304);
        assertThat(valid(pack, "ICD9CM3CN")).isEqualTo(13_686);
        assertThat(pack.codes()).hasSize(33_304 + 13_686);
        assertThat(pack.crossMaps()).hasSize(35_591 + 13_654);
        assertThat(pack.judge("ICD10CN", "A00.000", LocalDate.of(2022, 5, 1)))
                .isInstanceOf(CodePack.Verdict.InForce.class);
        assertThat(pack.judge("ICD10CN", "A00.000", LocalDate.of(2020, 5, 1)))
                .isEqualTo(new CodePack.Verdict.OutOfForce(Optional.empty()));
    }

    private static long valid(CodePack pack, String system) {
        CodeSystem known = CodeSystems.get(system);
        return pack.codes().stream()
                .filter(e -> e.system().equals(system) && known.isValid(e.code()))
                .count();
    }

    @Test
    void aCodeIsJudgedByTheVersionInForceOnItsDay() throws IOException {
        CodePack pack = CodePacks.load(pack(
                "codes.csv",
                "code_system,code,name,version,valid_from,valid_to,replaced_by",
                "ICD10CN,I50.900,heart failure,1.0,2019-01-01,2020-12-31,I50.901",
                "ICD10CN,I50.900,heart failure,2.0,2023-01-01,,"));
        assertThat(pack.judge("ICD10CN", "I50.900", LocalDate.of(2020, 12, 31)))
                .isInstanceOfSatisfying(
                        CodePack.Verdict.InForce.class,
                        v -> assertThat(v.entry().version()).isEqualTo("1.0"));
        assertThat(pack.judge("ICD10CN", "I50.900", LocalDate.of(2021, 1, 1)))
                .isEqualTo(new CodePack.Verdict.OutOfForce(Optional.of("I50.901")));
        assertThat(pack.judge("ICD10CN", "I51.900", LocalDate.of(2021, 1, 1)))
                .isEqualTo(new CodePack.Verdict.Unknown());
    }

    @Test
    void theShippedPackHasTheComorbiditiesOfQuanWithTheirWeights() {
        CodePack pack = CodePacks.shipped();
        assertThat(pack.groups("charlson-quan-2005").stream()
                        .map(CodePack.Group::group)
                        .distinct())
                .hasSize(17);
        assertThat(pack.groups("elixhauser-van-walraven").stream()
                        .map(CodePack.Group::group)
                        .distinct())
                .hasSize(31);
        assertThat(total(pack, "charlson-quan-2005")).isEqualTo(10 + 2 * 4 + 3 + 6 * 2);
        assertThat(total(pack, "charlson-quan-2011")).isEqualTo(28);
        assertThat(highest(pack, "charlson-quan-2011"))
                .as("the highest score that Quan 2011 names")
                .isEqualTo(24);
        assertThat(pack.groups()).allSatisfy(g -> {
            assertThat(g.prefix()).matches("[A-Z]\\d{2}(\\.\\d)?");
            assertThat(g.overrides().stream()
                            .allMatch(o -> pack.groups(g.index()).stream()
                                    .anyMatch(x -> x.group().equals(o))))
                    .isTrue();
        });
        assertThat(pack.codes())
                .allSatisfy(e -> assertThat(CodeSystems.get(e.system()).isValid(e.code()))
                        .isTrue());
    }

    /** The score of a person who has everything: a group does not count beside one that overrides it. */
    private static double highest(CodePack pack, String index) {
        double overridden = pack.groups(index).stream()
                .flatMap(g -> g.overrides().stream())
                .distinct()
                .mapToDouble(o -> pack.groups(index).stream()
                        .filter(g -> g.group().equals(o))
                        .findFirst()
                        .orElseThrow()
                        .weight())
                .sum();
        return total(pack, index) - overridden;
    }

    private static double total(CodePack pack, String index) {
        return pack.groups(index).stream()
                .collect(java.util.stream.Collectors.toMap(CodePack.Group::group, CodePack.Group::weight, (a, b) -> a))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @Test
    void allFaultsOfAPackAreReportedTogether() throws IOException {
        pack(
                "codes.csv",
                "code_system,code,name,version,valid_from,valid_to,replaced_by",
                "ICD10CN,nonsense,x,1,,,",
                "NO_SUCH,I50.900,x,1,,,",
                "ICD10CN,I50.900,x,1,2020-13-01,,",
                "ICD10CN,I51.900,x,1,2021-01-01,2020-01-01,",
                "ICD10CN,I52.000,x,1,2021-01-01,,",
                "ICD10CN,I52.000,x,2,2022-01-01,,");
        pack(
                "groups.csv",
                "index,group,name_zh,name_en,weight,code_system,prefix,overrides",
                "i,g,甲,a,one,ICD10CN,I50,");
        pack("crossmaps.csv", "from_system,from_code,to_code", "ICD10CN,I50.900,1");
        assertThatThrownBy(() -> CodePacks.load(folder)).isInstanceOfSatisfying(SteelyardException.class, e -> {
            assertThat(e.problems().stream().map(p -> p.code()).distinct())
                    .containsExactlyInAnyOrder(
                            CodeError.BAD_CODE,
                            CodeError.UNKNOWN_SYSTEM,
                            CodeError.BAD_DATES,
                            CodeError.BAD_NUMBER,
                            CodeError.MISSING_COLUMN,
                            CodeError.OVERLAPPING_VERSIONS);
            assertThat(e.problems()).allSatisfy(p -> {
                assertThat(p.place().file()).isNotEmpty();
                assertThat(p.place().row()).isPositive();
                assertThat(p.in(Lang.ZH)).isNotEqualTo(p.in(Lang.EN));
            });
            assertThat(e.problems().getFirst().place().row()).isEqualTo(2);
        });
    }

    @Test
    void aFolderWithoutAPackIsRefused() {
        assertThatThrownBy(() -> CodePacks.load(folder))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(CodeError.NO_SUCH_PACK));
        assertThatThrownBy(() -> CodePacks.chsDrg(folder, "1", LocalDate.of(2020, 1, 1)))
                .isInstanceOf(SteelyardException.class);
    }

    private Path pack(String file, String header, String... rows) throws IOException {
        Files.writeString(folder.resolve("pack.yaml"), "id: mine\nversion: '1'\nname: mine\nsource: mine\n");
        Files.writeString(folder.resolve(file), header + "\n" + String.join("\n", List.of(rows)) + "\n");
        return folder;
    }
}
