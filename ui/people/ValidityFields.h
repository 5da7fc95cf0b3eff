#pragma once

#include "core/people/Person.h"
#include "ui/common/FormField.h"
#include "ui/words/SiteTime.h"

#include <optional>

class QLineEdit;

namespace gatehouse::ui {

// "Valid from" and "valid until" side by side: dates on the site's calendar, empty for no limit; the last day counts. A
// time of day may follow the date and is kept.
class ValidityFields : public QWidget
{
    Q_OBJECT

public:
    ValidityFields(
        const Appearance& look, const SiteTime& time, const people::Validity& validity, QWidget* parent = nullptr);

    // A visit has an end, by this moment at the latest; absent: it may stay open.
    void setLatestEnd(std::optional<UtcTime> latest);
    // Writes that day where no end stands yet; what was offered is taken away by setLatestEnd(nullopt) again.
    void offerEnd(UtcTime today);
    // Absent after saying beside the field what is wrong with it.
    [[nodiscard]] std::optional<people::Validity> read();
    // As it is typed.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void returnPressed();

private:
    const SiteTime m_time;
    const people::Validity m_before;
    QLineEdit* m_from;
    QLineEdit* m_until;
    FormField* m_fromField;
    FormField* m_untilField;
    QString m_fromBefore;
    QString m_untilBefore;
    std::optional<UtcTime> m_latestEnd;
    QString m_offered;
};

// How a validity is said in a detail: "until 31 Dec 2026", "from 1 Mar 2026 until …", "without limit".
[[nodiscard]] QString validityText(const people::Validity& validity, const SiteTime& time);

} // namespace gatehouse::ui
