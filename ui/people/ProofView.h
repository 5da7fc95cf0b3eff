#pragma once

#include "core/people/Person.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

namespace gatehouse::ui {

// The signature or signed form a consent was given with, for the eyes of whoever asked: pictures are shown, a PDF can
// be saved to look at elsewhere. The trail holds the look already.
class ProofView : public QWidget
{
    Q_OBJECT

public:
    ProofView(const SiteContext& context, const people::Consent& consent, const people::ConsentProof& proof,
        QWidget* parent = nullptr);

private:
    void save();

    const SiteContext& m_context;
    const people::ConsentProof m_proof;
    Label* m_saved;
};

} // namespace gatehouse::ui
