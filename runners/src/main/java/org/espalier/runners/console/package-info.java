/** What does a person see? Commands in general, progress, outcomes, failures and exit codes. */
@NullMarked
package org.espalier.runners.console;

import org.jspecify.annotations.NullMarked;
