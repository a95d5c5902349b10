package org.steelyard.governance.ledger;

/**
 * The head of a ledger: all that is needed to write the next entry. The caller stores entry and head in the transaction of
 * the act itself.
 *
 * @param previous hash of the last entry
 */
public record Ledger(MerkleTree tree, String previous) {

    public static final Ledger EMPTY = new Ledger(MerkleTree.EMPTY, Entry.NO_PREDECESSOR);

    /** @param entry to be stored; @param head after it */
    public record Appended(Entry entry, Ledger head) {}

    public Appended append(Event event) {
        Entry entry = Entry.of(tree.size(), previous, event);
        return new Appended(entry, new Ledger(tree.append(entry.hash()), entry.hash()));
    }
}
