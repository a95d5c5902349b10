package org.steelyard.platform.evaluation;

import java.util.Optional;
import org.steelyard.governance.process.Role;

/** @param account empty when the organisation as a whole takes part */
public record Party(Role role, String organisation, Optional<String> account) {}
