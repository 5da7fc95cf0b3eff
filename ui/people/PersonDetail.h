#pragma once

#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/people/PersonRecord.h"

class QVBoxLayout;

namespace gatehouse::ui {

// What is known of one person: who they are, what they may, the consent their face templates stand on, and the
// pictures. Shows and asks; the page acts.
class PersonDetail : public QWidget
{
    Q_OBJECT

public:
    PersonDetail(const SiteContext& context, const PersonRecord& record, QWidget* parent = nullptr);

Q_SIGNALS:
    void enrolRequested();
    void furtherConsentRequested();
    void withdrawRequested(const gatehouse::people::Consent& consent);
    void withdrawAllRequested();
    void proofRequested(const gatehouse::people::Consent& consent);
    void removePictureRequested(gatehouse::TemplateId picture);

private:
    void addHead(QVBoxLayout* column);
    void addFacts(QVBoxLayout* column);
    void addConsents(QVBoxLayout* column);
    void addConsent(QVBoxLayout* column, const people::Consent& consent);
    void addConsentActions(QVBoxLayout* column);
    [[nodiscard]] bool mayWithdraw() const;
    void addPictures(QVBoxLayout* column);
    void addHistory(QVBoxLayout* column);

    const SiteContext& m_context;
    const PersonRecord m_record;
};

} // namespace gatehouse::ui
