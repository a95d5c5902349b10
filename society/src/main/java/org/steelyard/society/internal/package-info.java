/** How the social results are made; the door is {@link org.steelyard.society.SocialEngine}. */
@NullMarked
package org.steelyard.society.internal;

import org.jspecify.annotations.NullMarked;
