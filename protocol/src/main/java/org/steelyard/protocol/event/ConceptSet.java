package org.steelyard.protocol.event;

import java.util.List;
import org.steelyard.kernel.Text;

/** Codes and concepts that mean one thing. */
public record ConceptSet(String id, Text label, List<ConceptItem> items) {}
