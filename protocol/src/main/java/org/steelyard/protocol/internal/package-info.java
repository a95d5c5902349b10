/** How plans are read, checked and locked. Other modules use the facades one package up. */
@NullMarked
package org.steelyard.protocol.internal;

import org.jspecify.annotations.NullMarked;
