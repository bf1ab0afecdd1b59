// Enhances what works without it: the menu and the filter fold on a phone, one tick takes a whole table.

import { createAll as createAllGovuk, Button, CharacterCount, Checkboxes, ErrorSummary, Radios, ServiceNavigation, SkipLink } from "govuk-frontend";
import { Alert, FilterToggleButton, MultiSelect } from "@ministryofjustice/frontend";

for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, Radios, ServiceNavigation, SkipLink]) {
  createAllGovuk(component);
}
for (const component of [Alert, FilterToggleButton, MultiSelect]) {
  createAllGovuk(component);
}
