package org.steelyard.protocol;

import org.steelyard.kernel.Digest;

/**
 * A plan as it was read.
 *
 * @param name of the file, without its folders
 * @param bytesSha256 of the file as it is on disk
 * @param canonical the content in one form for all ways of writing it: JSON, keys sorted, comments and layout gone
 * @param canonicalSha256 what results carry as their plan's digest
 */
public record PlanFile(String name, Protocol protocol, Digest bytesSha256, String canonical, Digest canonicalSha256) {}
