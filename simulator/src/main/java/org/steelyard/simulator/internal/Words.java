package org.steelyard.simulator.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.simulator.RegionConfig;

/** Fixed texts as numbers of the lexicon. */
final class Words {

    final long no;
    final long yes;
    final long man;
    final long woman;
    final long employee;
    final long resident;
    final long left;
    final long dead;
    final long western;
    final long present;
    final long unsure;
    final long wrongForm;
    final long unknownCode;
    final long[] personTypes;
    final long[] conditionCodes;
    final long[] conditionNames;
    final long[] chronicCodes;
    final long[] districts;
    final long[] peoples;
    final long[] doctors;
    final long cardiacArrest;
    final long heartFailure;
    final long localCode;
    private final Map<Visit.Kind, Long> medTypes = new EnumMap<>(Visit.Kind.class);

    static final int DOCTORS_PER_SITE = 12;
    static final int EMPLOYED = 0;
    static final int RETIRED = 1;
    static final int ADULT = 2;
    static final int CHILD = 3;
    static final int SERVANT = 4;

    Words(Lexicon lexicon, RegionConfig config, Catalogue catalogue) {
        no = lexicon.add("0");
        yes = lexicon.add("1");
        man = yes;
        woman = lexicon.add("2");
        employee = lexicon.add("310");
        resident = lexicon.add("390");
        left = yes;
        dead = lexicon.add("5");
        western = yes;
        present = yes;
        unsure = lexicon.add("2");
        wrongForm = lexicon.add("I5O.9-");
        unknownCode = lexicon.add("U99.999");
        cardiacArrest = lexicon.add("I46.900");
        heartFailure = lexicon.add("I50.900");
        localCode = lexicon.add("LOCAL-0417");
        RegionConfig.PersonTypes types = config.insurance().personTypes();
        personTypes = all(
                lexicon,
                List.of(types.employed(), types.retired(), types.adult(), types.child(), types.civilServant()));
        conditionCodes = all(
                lexicon,
                config.conditions().stream().map(RegionConfig.Condition::code).toList());
        conditionNames = config.conditions().stream()
                .mapToLong(one -> catalogue.diagnosisName(one.code()))
                .toArray();
        chronicCodes = config.conditions().stream()
                .mapToLong(one -> lexicon.cell(one.chronicCode()))
                .toArray();
        districts = all(lexicon, config.districts());
        peoples = all(
                lexicon, List.of("01", "01", "01", "01", "01", "01", "01", "01", "01", "01", "01", "03", "05", "08"));
        doctors = doctors(lexicon, config);
        for (Visit.Kind kind : Visit.Kind.values()) {
            medTypes.put(kind, (long) lexicon.add(kind.code()));
        }
    }

    private static long[] all(Lexicon lexicon, List<String> texts) {
        return texts.stream().mapToLong(lexicon::add).toArray();
    }

    private static long[] doctors(Lexicon lexicon, RegionConfig config) {
        List<RegionConfig.Institution> sites = config.institutions();
        long[] codes = new long[sites.size() * DOCTORS_PER_SITE];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = lexicon.add(
                    "D" + sites.get(i / DOCTORS_PER_SITE).district() + String.format(Locale.ROOT, "%06d", i + 1));
        }
        return codes;
    }

    long medType(Visit.Kind kind) {
        return medTypes.getOrDefault(kind, Column.EMPTY);
    }

    long doctor(Site site, int which) {
        return doctors[site.number() * DOCTORS_PER_SITE + which % DOCTORS_PER_SITE];
    }
}
