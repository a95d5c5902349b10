/** HTTP: routes, sign-in, and how refusals are told. Thin: every rule lives elsewhere. */
@NullMarked
package org.steelyard.platform.web;

import org.jspecify.annotations.NullMarked;
