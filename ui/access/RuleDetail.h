#pragma once

#include "ui/access/AccessBook.h"
#include "ui/common/SiteContext.h"

class QVBoxLayout;

namespace gatehouse::ui {

// What the side panel of the rules page says about one row, in sentences.

// "Staff may enter Yard, Mon–Fri 08:00–18:00."
[[nodiscard]] QString ruleSentence(const AccessBook& book, const access::AccessRule& rule);
[[nodiscard]] QString ruleValidityText(const people::Validity& validity, const SiteTime& time);

[[nodiscard]] QWidget* makeRuleDetail(
    const SiteContext& context, const AccessBook& book, const access::AccessRule& rule);
[[nodiscard]] QWidget* makeScheduleDetail(
    const SiteContext& context, const AccessBook& book, const access::Schedule& schedule);
[[nodiscard]] QWidget* makeZoneDetail(const SiteContext& context, const AccessBook& book, const access::Zone& zone);
[[nodiscard]] QWidget* makeGroupDetail(const SiteContext& context, const AccessBook& book, const people::Group& group);

} // namespace gatehouse::ui
