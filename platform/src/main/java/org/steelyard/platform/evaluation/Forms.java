package org.steelyard.platform.evaluation;

import java.util.Map;
import java.util.TreeMap;

/** Which body each act takes. An act without one takes {@link Body.Nothing}. */
public final class Forms {

    private static final Map<String, Class<? extends Body>> BY_ACT = Map.ofEntries(
            Map.entry("create", Body.Application.class),
            Map.entry("edit-application", Body.Application.class),
            Map.entry("return-application", Body.Reason.class),
            Map.entry("reject-application", Body.Reason.class),
            Map.entry("withdraw", Body.Reason.class),
            Map.entry("set-implementer", Body.ImplementerChoice.class),
            Map.entry("ask-support", Body.SupportRequest.class),
            Map.entry("decide-support", Body.SupportDecision.class),
            Map.entry("record-collection", Body.DataCollection.class),
            Map.entry("record-quality-control", Body.QualityControl.class),
            Map.entry("compare-sample", Body.SampleComparison.class),
            Map.entry("compare-quality", Body.QualityComparison.class),
            Map.entry("record-access", Body.AccessFigures.class),
            Map.entry("name-data-provider", Body.DataProvider.class),
            Map.entry("edit-protocol", Body.ProtocolText.class),
            Map.entry("return-protocol", Body.Reason.class),
            Map.entry("record-minutes", Body.Minutes.class),
            Map.entry("answer-minutes", Body.MinutesAnswers.class),
            Map.entry("start-conduct", Body.Authorisation.class),
            Map.entry("propose-amendment", Body.Amendment.class),
            Map.entry("decide-amendment", Body.AmendmentDecision.class),
            Map.entry("log-extraction", Body.Extraction.class),
            Map.entry("file-governance-report", Body.GovernanceFiling.class),
            Map.entry("record-run", Body.Run.class),
            Map.entry("request-documents", Body.Reason.class),
            Map.entry("supply-documents", Body.Documents.class),
            Map.entry("patient-input", Body.Reason.class),
            Map.entry("submit-report", Body.Report.class),
            Map.entry("assign-experts", Body.Assignment.class),
            Map.entry("declare-recusal", Body.Reason.class),
            Map.entry("submit-review", Body.Review.class),
            Map.entry("record-repeat", Body.Repeat.class),
            Map.entry("ask-findings", Body.Findings.class),
            Map.entry("answer-finding", Body.FindingAnswer.class),
            Map.entry("close-finding", Body.FindingClosed.class),
            Map.entry("call-panel", Body.Reason.class),
            Map.entry("grade", Body.Grade.class),
            Map.entry("grade-after-panel", Body.Grade.class),
            Map.entry("approve-release", Body.Approval.class),
            Map.entry("prepare-release", Body.Publication.class),
            Map.entry("start-monitoring", Body.MonitoringPlan.class),
            Map.entry("record-monitoring", Body.MonitoringFigure.class),
            Map.entry("record-pathway", Body.PathwayUpdate.class),
            Map.entry("raise-alert", Body.Reason.class),
            Map.entry("set-trigger", Body.Trigger.class),
            Map.entry("open-re-evaluation", Body.Reason.class),
            Map.entry("close-monitoring", Body.Reason.class),
            Map.entry("ask-termination", Body.Reason.class),
            Map.entry("refuse-termination", Body.Reason.class),
            Map.entry("accept-termination", Body.Reason.class),
            Map.entry("condemn-termination", Body.Reason.class),
            Map.entry("mark-not-reported", Body.Reason.class),
            Map.entry("declare-interests", Body.Interests.class),
            Map.entry("comment-public", Body.Reason.class));

    private Forms() {}

    public static Class<? extends Body> of(String act) {
        return BY_ACT.getOrDefault(act, Body.Nothing.class);
    }

    /** By act, in alphabetical order. */
    public static Map<String, Class<? extends Body>> all() {
        return new TreeMap<>(BY_ACT);
    }
}
