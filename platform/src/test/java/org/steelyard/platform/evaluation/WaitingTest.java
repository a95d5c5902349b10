package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.governance.process.ProcessTable;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.account.Person;

class WaitingTest {

    private static final ProcessTable TABLE = ProcessTable.standard();

    /** Filings are written as act, role and account, with slashes. */
    @ParameterizedTest
    @CsvSource({
        "decide-support, LOCAL_AUTHORITY, '', false",
        "decide-support, LOCAL_AUTHORITY, 'ask-support/INITIATOR/a', true",
        "decide-support, LOCAL_AUTHORITY, 'ask-support/INITIATOR/a decide-support/LOCAL_AUTHORITY/me', false",
        "decide-support, LOCAL_AUTHORITY, 'ask-support/INITIATOR/a decide-support/LOCAL_AUTHORITY/b ask-support/INITIATOR/a', true",
        "decide-amendment, NATIONAL_AUTHORITY, 'ask-support/INITIATOR/a', false",
        "decide-amendment, NATIONAL_AUTHORITY, 'propose-amendment/IMPLEMENTER/a', true",
        "supply-documents, PRODUCT_PROVIDER, '', false",
        "supply-documents, PRODUCT_PROVIDER, 'request-documents/IMPLEMENTER/a request-documents/LOCAL_AUTHORITY/b', true",
        "supply-documents, PRODUCT_PROVIDER, 'request-documents/IMPLEMENTER/a supply-documents/PRODUCT_PROVIDER/c', false",
        "supply-documents, PRODUCT_PROVIDER, 'supply-documents/PRODUCT_PROVIDER/c request-documents/IMPLEMENTER/a', true",
        "log-extraction, DATA_PROVIDER, 'log-extraction/IMPLEMENTER/a', true",
        "log-extraction, DATA_PROVIDER, 'log-extraction/DATA_PROVIDER/a', false",
        "log-extraction, IMPLEMENTER, '', false",
        "submit-review, EXPERT, 'submit-review/EXPERT/other', true",
        "submit-review, EXPERT, 'submit-review/EXPERT/me', false",
        "patient-input, PATIENT, '', true",
        "patient-input, PATIENT, 'patient-input/PATIENT/me', false",
        "lock-protocol, LOCAL_AUTHORITY, '', true",
        "reject-application, LOCAL_AUTHORITY, '', false",
        "ask-termination, IMPLEMENTER, '', false",
        "raise-alert, LOCAL_AUTHORITY, '', false",
    })
    void whatWasAskedWaitsUntilItIsDone(String act, Role role, String filed, boolean waits) {
        Person me = new Person("me", "me", "Me", "house", Set.of(role));
        List<Waiting.Filed> all = new ArrayList<>();
        for (String one : filed.isEmpty() ? new String[0] : filed.split(" ")) {
            String[] parts = one.split("/");
            all.add(new Waiting.Filed(parts[0], Role.valueOf(parts[1]), parts[2]));
        }
        assertThat(Waiting.waits(TABLE.act(act), role, me, all)).isEqualTo(waits);
    }
}
