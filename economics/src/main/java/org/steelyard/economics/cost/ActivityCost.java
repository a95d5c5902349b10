package org.steelyard.economics.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Time-driven activity-based costing of a service: each resource costs its yearly cost over the minutes it can work, and a service the minutes that its activities take of each resource, plus materials.
 *
 * <p>Rate = cost / (minutes present × practical share). What the services of a year do not use of the minutes is idle capacity, shown and not loaded onto patients. Reference: Kaplan, Anderson. Harv Bus Rev 2004;82(11):131–138. Keel, Savage, Rafiq,
 * Mazzocato. Health Policy 2017;121:755–763, doi:10.1016/j.healthpol.2017.04.013.
 */
public final class ActivityCost {

    /** @param minutes present in a year @param practical share of them that can be worked, such as 0.8 */
    public record Resource(String name, double yearlyCost, double minutes, double practical) {
        public Resource {
            if (!(yearlyCost >= 0 && minutes > 0 && practical > 0 && practical <= 1)) {
                throw new IllegalArgumentException("cost at least 0, minutes above 0, practical share up to 1");
            }
        }

        public double rate() {
            return yearlyCost / capacity();
        }

        public double capacity() {
            return minutes * practical;
        }
    }

    /** @param share how often a service has this activity @param materials cost each time */
    public record Activity(String name, String resource, double minutes, double share, double materials) {
        public Activity {
            if (!(minutes >= 0 && share >= 0 && materials >= 0)) {
                throw new IllegalArgumentException("minutes, share and materials are not negative");
            }
        }
    }

    public record Service(String name, double volume, List<Activity> activities) {
        public Service {
            activities = List.copyOf(activities);
        }
    }

    public record ServiceCost(String service, double labourAndEquipment, double materials) {
        public double total() {
            return labourAndEquipment + materials;
        }
    }

    /** @param idleCost of the minutes that could be worked and were not; negative where more was asked than there is */
    public record Capacity(String resource, double rate, double minutes, double used, double idleCost) {}

    /** Costs of one service each, and how busy the resources are. */
    public record Result(List<ServiceCost> services, List<Capacity> capacity) {}

    private ActivityCost() {}

    public static Result of(List<Resource> resources, List<Service> services) {
        Map<String, Resource> byName = new LinkedHashMap<>();
        resources.forEach(r -> byName.put(r.name, r));
        Map<String, Double> used = new LinkedHashMap<>();
        List<ServiceCost> costs = new ArrayList<>();
        for (Service s : services) {
            double time = 0;
            double materials = 0;
            for (Activity a : s.activities) {
                Resource r = byName.get(a.resource);
                if (r == null) {
                    throw new IllegalArgumentException("an activity uses a resource that is not listed");
                }
                time += a.share * a.minutes * r.rate();
                materials += a.share * a.materials;
                used.merge(a.resource, s.volume * a.share * a.minutes, Double::sum);
            }
            costs.add(new ServiceCost(s.name, time, materials));
        }
        List<Capacity> capacity = byName.values().stream()
                .map(r -> {
                    double minutes = used.getOrDefault(r.name, 0.0);
                    return new Capacity(r.name, r.rate(), r.capacity(), minutes, (r.capacity() - minutes) * r.rate());
                })
                .toList();
        return new Result(costs, capacity);
    }
}
