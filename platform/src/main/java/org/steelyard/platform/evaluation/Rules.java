package org.steelyard.platform.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Numbers that an authority decides: read from the platform's rules file, never compiled in.
 *
 * @param experts how many independent reviews a report needs
 * @param fields fields that must be among the experts
 * @param panelFields how many different fields a panel needs
 * @param growth yearly growth of fund spending or frequency above which an item is evaluated again, a fraction
 * @param totalCost yearly total cost from which on an item is evaluated again, yuan
 * @param deadlines days allowed, by state
 */
public record Rules(
        int experts,
        List<String> fields,
        int panelFields,
        double growth,
        java.math.BigDecimal totalCost,
        Map<String, Integer> deadlines,
        String source,
        LocalDate from) {}
