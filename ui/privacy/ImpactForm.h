#pragma once

#include "core/privacy/ImpactFacts.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <optional>

class QVBoxLayout;

namespace gatehouse::ui {

class Banner;

// The impact assessment of the site as it is configured now: the risks it shows, and the whole report as PDF in the
// console's language.
class ImpactForm : public PanelForm
{
    Q_OBJECT

public:
    explicit ImpactForm(const SiteContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Impact assessment"); }
    [[nodiscard]] QString saveWord() const override { return tr("Save as PDF…"); }
    [[nodiscard]] bool canSave() const override { return m_facts.has_value(); }
    [[nodiscard]] bool isDirty() const override { return false; }
    void save() override;

private:
    void read();
    void show(const privacy::ImpactFacts& facts);
    void write(const QString& file);

    const SiteContext& m_context;
    Banner* m_banner;
    QVBoxLayout* m_column;
    std::optional<privacy::ImpactFacts> m_facts;
};

} // namespace gatehouse::ui
