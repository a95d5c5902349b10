package org.steelyard.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.kernel.Digest;

/**
 * A plan as it was read.
 *
 * @param name of the file, without its folders
 * @param bytesSha256 of the file as it is on disk
 * @param canonical the content in one form for all ways of writing it: JSON, keys sorted, comments and layout gone
 * @param canonicalSha256 what results carry as their plan's digest
 * @param analysisDigests analysis id to the digest of all that decides that analysis, in the plan's order
 */
public record PlanFile(
        String name,
        Protocol protocol,
        Digest bytesSha256,
        String canonical,
        Digest canonicalSha256,
        Map<String, Digest> analysisDigests) {

    public PlanFile {
        analysisDigests = Collections.unmodifiableMap(new LinkedHashMap<>(analysisDigests));
    }
}
