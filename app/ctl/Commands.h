#pragma once

#include <CLI/App.hpp>

namespace gatehouse::ctl {

class CtlContext;

// One function a file adds the commands of one noun; main.cpp calls each once. A command fills plain options and hands
// its action to CtlContext::onRun().
// "init" and "site".
void addSiteCommands(CLI::App& application, CtlContext& context);
// "keys" and "second-factor".
void addKeyCommands(CLI::App& application, CtlContext& context);
void addOperatorCommands(CLI::App& application, CtlContext& context);
void addAuditCommands(CLI::App& application, CtlContext& context);
void addBackupCommands(CLI::App& application, CtlContext& context);
void addRingCommands(CLI::App& application, CtlContext& context);
// "person", "vehicle" and "group", with their plural forms.
void addPeopleCommands(CLI::App& application, CtlContext& context);
// Consents, the count and the renewal of templates, under "person".
void addConsentCommands(CLI::App& person, CtlContext& context);
// Sealed fields, under "person".
void addSealedCommands(CLI::App& person, CtlContext& context);
void addPersonImport(CLI::App& person, CtlContext& context);
void addVehicleImport(CLI::App& vehicle, CtlContext& context);
// "zone", "schedule" and "rule".
void addRuleCommands(CLI::App& application, CtlContext& context);
// "camera", "gate" and "lane".
void addDeviceCommands(CLI::App& application, CtlContext& context);
void addLaneCommands(CLI::App& application, CtlContext& context);
void addEventCommands(CLI::App& application, CtlContext& context);
void addReplayCommands(CLI::App& application, CtlContext& context);
void addDrillCommands(CLI::App& application, CtlContext& context);
// "retention" and "certificate".
void addRetentionCommands(CLI::App& application, CtlContext& context);
void addSubjectCommands(CLI::App& application, CtlContext& context);
void addRequestCommands(CLI::App& application, CtlContext& context);
void addImpactCommands(CLI::App& application, CtlContext& context);
void addDemoCommands(CLI::App& application, CtlContext& context);
// These under "evaluate".
void addEvaluatePlateCommands(CLI::App& evaluate, CtlContext& context);
void addEvaluateFaceCommands(CLI::App& evaluate, CtlContext& context);

} // namespace gatehouse::ctl
